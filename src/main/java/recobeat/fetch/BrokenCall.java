package recobeat.fetch;

import recobeat.message.Call;

/** A reply that is a failure for who counts those, without a stack trace. */
final class BrokenCall extends Exception {

  private static final long serialVersionUID = 1;

  final transient Call.Broken reply;

  BrokenCall(Call.Broken reply) {
    super(reply.what(), null, false, false);
    this.reply = reply;
  }
}
