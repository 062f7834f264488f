package recobeat.dispatch;

import recobeat.message.BreakerState;
import recobeat.message.Call;
import recobeat.message.Claim;
import recobeat.message.Failure;
import recobeat.message.Find;
import recobeat.message.GateState;
import recobeat.message.Get;
import recobeat.message.Learned;
import recobeat.message.Store;

/** What the dispatcher's core decided; the verticle carries it out, in order. */
sealed interface Effect {

  /** Send a look-up to the cache verticle; its reply goes to {@link Dispatch#onFound}. */
  record Look(long id, Find find) implements Effect {}

  /**
   * Send a call to a fetcher; its reply goes to {@link Dispatch#onCalled}.
   *
   * @param token of the request that has waited for it longest, in whose trace it stands; {@link
   *     #NOBODY} if none waits
   */
  record Send(long id, Call call, long token) implements Effect {

    /** No request. */
    static final long NOBODY = -1;
  }

  /** Ask for a call's turn; the reply goes to {@link Dispatch#onClaimed}. */
  record Ask(Claim claim) implements Effect {}

  /** Send what was learned to the cache verticle. */
  record Learn(Store store) implements Effect {}

  /** Tell the fallback verticle what was learned, once the cache verticle has it. */
  record Teach(Learned learned) implements Effect {}

  /** The circuit breaker has another state. */
  record Switch(BreakerState state) implements Effect {}

  /** Keep what the gate has learned. */
  record Keep(GateState state) implements Effect {}

  /** Answer a request. */
  record Answer(long token, Get.Reply reply) implements Effect {}

  /** Fail a request as a whole. */
  record Refuse(long token, Failure failure, String text) implements Effect {}
}
