package recobeat.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/** How records travel: within a process as they are, on a wire as their JSON. */
public final class Codecs {

  private static final String VERSION = ".v1";

  private Codecs() {}

  /** Registers all codecs; a bus that has them already, from another engine, is left as it is. */
  public static synchronized void register(EventBus bus) {
    register(bus, IdsRequest.class, IdsRequest::toJson, IdsRequest::fromJson);
    register(bus, MappingRequest.class, MappingRequest::toJson, MappingRequest::fromJson);
    register(bus, RecommendationRequest.class,
        RecommendationRequest::toJson, RecommendationRequest::fromJson);
    register(bus, SearchRequest.class, SearchRequest::toJson, SearchRequest::fromJson);
    register(bus, ListRequest.class, ListRequest::toJson, ListRequest::fromJson);
    register(bus, Reply.class, Reply::toJson, Reply::fromJson);
    register(bus, RankRequest.class, RankRequest::toJson, RankRequest::fromJson);
    register(bus, RankReply.class, RankReply::toJson, RankReply::fromJson);
    register(bus, WorkflowRequest.class, WorkflowRequest::toJson, WorkflowRequest::fromJson);
    register(bus, WorkflowReport.class, WorkflowReport::toJson, WorkflowReport::fromJson);
    register(bus, MissingRequest.class, MissingRequest::toJson, MissingRequest::fromJson);
    register(bus, MissingReport.class, MissingReport::toJson, MissingReport::fromJson);
    registerLocal(bus, Get.class);
    registerLocal(bus, Get.Reply.class);
    registerLocal(bus, Refresh.class);
    registerLocal(bus, Find.class);
    registerLocal(bus, Find.Reply.class);
    registerLocal(bus, Store.class);
    registerLocal(bus, Call.class);
    registerLocal(bus, Call.Rows.class);
    registerLocal(bus, Call.Nothing.class);
    registerLocal(bus, Call.Throttled.class);
    registerLocal(bus, Call.Broken.class);
    registerLocal(bus, Call.Open.class);
    registerLocal(bus, Call.Refused.class);
    registerLocal(bus, KeepMissing.class);
    registerLocal(bus, ForgetMissing.class);
    registerLocal(bus, FindMissing.class);
    registerLocal(bus, FindMissing.Reply.class);
    registerUpkeep(bus);
    registerFallback(bus);
    registerManual(bus);
  }

  private static void registerManual(EventBus bus) {
    registerLocal(bus, Recommend.class);
    registerLocal(bus, Recommend.Reply.class);
    registerLocal(bus, Manual.Put.class);
    registerLocal(bus, Manual.Delete.class);
    registerLocal(bus, Manual.Import.class);
    registerLocal(bus, Manual.Export.class);
    registerLocal(bus, Manual.Restore.class);
    registerLocal(bus, Manual.Read.class);
    registerLocal(bus, Manual.Track.class);
    registerLocal(bus, Manual.Page.class);
    registerLocal(bus, Manual.Table.class);
    registerLocal(bus, Manual.Done.class);
    registerLocal(bus, KeepManual.class);
    registerLocal(bus, KeepManual.Reply.class);
    registerLocal(bus, FindManual.class);
    registerLocal(bus, FindManual.Reply.class);
  }

  private static void registerFallback(EventBus bus) {
    registerLocal(bus, Fill.class);
    registerLocal(bus, Fill.Reply.class);
    registerLocal(bus, Hinted.class);
    registerLocal(bus, Learned.class);
    registerLocal(bus, Appraise.class);
    registerLocal(bus, Appraise.Reply.class);
    registerLocal(bus, KeepKin.class);
    registerLocal(bus, FindKin.class);
    registerLocal(bus, FindKin.Reply.class);
    registerLocal(bus, DumpKin.class);
    registerLocal(bus, DumpKin.Reply.class);
    registerLocal(bus, RestoreKin.class);
    registerLocal(bus, RestoreKin.Reply.class);
  }

  private static void registerUpkeep(EventBus bus) {
    registerLocal(bus, Flush.class);
    registerLocal(bus, Flush.Reply.class);
    registerLocal(bus, Inspect.class);
    registerLocal(bus, Inspect.Reply.class);
    registerLocal(bus, Measure.class);
    registerLocal(bus, Measure.Reply.class);
    registerLocal(bus, Ping.class);
    registerLocal(bus, Ping.Reply.class);
    registerLocal(bus, Dump.class);
    registerLocal(bus, Dump.Reply.class);
    registerLocal(bus, Restore.class);
    registerLocal(bus, Restore.Reply.class);
    registerLocal(bus, Trace.class);
    registerLocal(bus, Trace.Reply.class);
    registerLocal(bus, Survey.class);
    registerLocal(bus, Survey.Reply.class);
    registerLocal(bus, Overview.class);
    registerLocal(bus, Overview.Reply.class);
    registerLocal(bus, Recent.class);
    registerLocal(bus, Recent.Reply.class);
    registerLocal(bus, Pace.class);
    registerLocal(bus, Claim.class);
    registerLocal(bus, Claim.Reply.class);
    registerLocal(bus, GateState.class);
    registerLocal(bus, GateState.Recall.class);
  }

  private static <T> void registerLocal(EventBus bus, Class<T> type) {
    register(bus, type, Codecs::refuse, Codecs::refuse);
  }

  private static <T, R> R refuse(T message) {
    throw new IllegalStateException("internal messages do not leave their process");
  }

  private static <T> void register(EventBus bus, Class<T> type,
      Function<T, JsonObject> encode, Function<JsonObject, T> decode) {
    try {
      bus.registerDefaultCodec(type, new Codec<>(type.getName() + VERSION, encode, decode));
    } catch (IllegalStateException alreadyThere) {
      // The bus offers no way to look first.
    }
  }

  private record Codec<T>(
      String name, Function<T, JsonObject> encode, Function<JsonObject, T> decode)
      implements MessageCodec<T, T> {

    @Override
    public void encodeToWire(Buffer wire, T message) {
      Buffer json = encode.apply(message).toBuffer();
      wire.appendInt(json.length()).appendBuffer(json);
    }

    @Override
    public T decodeFromWire(int position, Buffer wire) {
      int start = position + Integer.BYTES;
      return decode.apply(new JsonObject(wire.slice(start, start + wire.getInt(position))));
    }

    @Override
    public T transform(T message) {
      return message;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
