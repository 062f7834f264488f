package recobeat.cli;

import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import recobeat.RecoBeatOptions;
import recobeat.message.Addresses;

/** Speaks to the actors of the command's own engine. */
final class Bus {

  final Addresses addresses;
  private final Running running;

  Bus(Running running, RecoBeatOptions options) {
    this.running = running;
    this.addresses = new Addresses(options.addressPrefix());
  }

  /** Asks and waits for the answer, on the command's own thread. */
  <T> T ask(String address, Object question) throws Exception {
    return Running.await(running.vertx().eventBus()
        .<T>request(address, question, new DeliveryOptions().setLocalOnly(true))
        .map(Message::body));
  }
}
