package recobeat.cache;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import recobeat.message.FindMissing;
import recobeat.message.ForgetMissing;
import recobeat.message.KeepMissing;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

/**
 * What was asked for that RecoBeat lacks, in Redis: a hash of tracks by id and their order by the
 * last ask; the order of workflows by theirs, and for each two HyperLogLogs of ids, so that what
 * several engines were asked counts once. No flush takes it for entries.
 */
final class MissingStore {

  /** No entry's keys; who may only use some keys may use these with those of the limit. */
  private static final String PREFIX = "rb:m" + Stored.VERSION + ':';
  static final String TRACKS = PREFIX + "tracks";
  static final String ORDER = PREFIX + "order";
  static final String WORKFLOWS = PREFIX + "workflows";

  /** What the keys of ids begin with, before a workflow's id: all asked for, and missing ones. */
  private static final String ASKED = PREFIX + "a:";

  private static final String MISSING = PREFIX + "m:";

  /** In the JSON of a track that is missing altogether. */
  private static final String NOT_FOUND = MissingTrack.said(Lack.NOT_FOUND);

  /** What is asked of Redis at once, during which it does nothing else. */
  private static final int TRACKS_EACH = 1_000;

  private static final int WORKFLOWS_EACH = 200;

  private final RedisLink link;

  MissingStore(RedisLink link) {
    this.link = link;
  }

  /** Workflows first: to write them twice changes nothing, but tracks would count twice. */
  Future<Void> keep(KeepMissing keep) {
    String oldest = Long.toString(keep.epochMillis() - keep.keepMs());
    List<Request> requests = new ArrayList<>();
    for (KeepMissing.Asked asked : keep.workflows()) {
      add(requests, ASKED + asked.workflow(), asked.ids(), keep.keepMs());
      add(requests, MISSING + asked.workflow(), asked.missing(), keep.keepMs());
      requests.add(Request.cmd(Command.ZADD)
          .arg(WORKFLOWS).arg(asked.lastAt()).arg(asked.workflow()));
    }
    if (!requests.isEmpty()) {
      requests.add(Request.cmd(Command.EVAL).arg(Scripts.TRIM).arg(1).arg(WORKFLOWS)
          .arg(keep.keepMs()).arg(oldest).arg(keep.workflowsMax()).arg(ASKED).arg(MISSING));
    }
    Future<?> workflows =
        requests.isEmpty() ? Future.succeededFuture() : link.batch(requests);
    if (keep.tracks().isEmpty()) {
      return workflows.mapEmpty();
    }
    Request tracks = Request.cmd(Command.EVAL).arg(Scripts.MISSING).arg(2).arg(TRACKS).arg(ORDER)
        .arg(keep.keepMs()).arg(oldest).arg(keep.idsMax());
    keep.tracks().forEach(track -> tracks.arg(track.id()).arg(track.toJson().encode()));
    return workflows.compose(kept -> link.batch(List.of(tracks))).mapEmpty();
  }

  private static void add(List<Request> requests, String key, Iterable<String> ids, long keepMs) {
    Request add = Request.cmd(Command.PFADD).arg(key);
    ids.forEach(add::arg);
    requests.add(add);
    requests.add(Request.cmd(Command.PEXPIRE).arg(key).arg(keepMs));
  }

  /** Removes in some steps, between which others have theirs. */
  Future<Void> forget(ForgetMissing arrived) {
    Map<String, String> names = new LinkedHashMap<>();
    arrived.found().forEach(name -> names.put(name, NOT_FOUND));
    arrived.featured().forEach(name -> names.put(name, "all"));
    List<String> all = List.copyOf(names.keySet());
    Future<Void> gone = Future.succeededFuture();
    for (int from = 0; from < all.size(); from += TRACKS_EACH) {
      List<String> some = all.subList(from, Math.min(all.size(), from + TRACKS_EACH));
      gone = gone.compose(before -> forget(some, names));
    }
    return gone;
  }

  /** Nearly none is there, which a plain command tells for a fraction of a script's time. */
  private Future<Void> forget(List<String> some, Map<String, String> names) {
    Request look = Request.cmd(Command.HMGET).arg(TRACKS);
    some.forEach(look::arg);
    return link.batch(List.of(look)).compose(replies -> {
      Request script =
          Request.cmd(Command.EVAL).arg(Scripts.FORGET_MISSING).arg(2).arg(TRACKS).arg(ORDER);
      boolean isAny = false;
      for (int i = 0; i < some.size(); i++) {
        if (replies.get(0).get(i) != null) {
          isAny = true;
          script.arg(some.get(i)).arg(names.get(some.get(i)));
        }
      }
      return isAny ? link.batch(List.of(script)).mapEmpty() : Future.succeededFuture();
    });
  }

  /** Reads in some round trips, between which others have theirs. */
  Future<FindMissing.Reply> find(FindMissing find) {
    return link.batch(List.of(
            Request.cmd(Command.ZRANGE)
                .arg(ORDER).arg(find.sinceMillis()).arg("+inf").arg("BYSCORE"),
            Request.cmd(Command.ZRANGE).arg(WORKFLOWS)
                .arg("+inf").arg(find.sinceMillis()).arg("BYSCORE").arg("REV").arg("WITHSCORES")))
        .compose(orders -> tracks(texts(orders.get(0)))
            .compose(tracks -> workflows(orders.get(1))
                .map(workflows -> new FindMissing.Reply(tracks, workflows))));
  }

  private Future<List<String>> tracks(List<String> ids) {
    List<String> tracks = new ArrayList<>(ids.size());
    Future<?> read = Future.succeededFuture();
    for (int from = 0; from < ids.size(); from += TRACKS_EACH) {
      Request some = Request.cmd(Command.HMGET).arg(TRACKS);
      ids.subList(from, Math.min(ids.size(), from + TRACKS_EACH)).forEach(some::arg);
      read = read.compose(before -> link.batch(List.of(some)))
          .onSuccess(replies -> tracks.addAll(texts(replies.get(0))));
    }
    return read.map(done -> tracks);
  }

  /** In either form of the protocol: pairs one by one, or each in an array. */
  private Future<List<Coverage>> workflows(Response order) {
    List<String> names = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Response each = order.get(i);
      boolean isPair = each.type() == ResponseType.MULTI;
      names.add(isPair ? each.get(0).toString() : each.toString());
      Response score = isPair ? each.get(1) : order.get(++i);
      times.add((long) Double.parseDouble(score.toString()));
    }
    List<Coverage> workflows = new ArrayList<>(names.size());
    Future<?> read = Future.succeededFuture();
    for (int from = 0; from < names.size(); from += WORKFLOWS_EACH) {
      int start = from;
      int end = Math.min(names.size(), from + WORKFLOWS_EACH);
      List<Request> counts = new ArrayList<>();
      for (String name : names.subList(start, end)) {
        counts.add(Request.cmd(Command.PFCOUNT).arg(ASKED + name));
        counts.add(Request.cmd(Command.PFCOUNT).arg(MISSING + name));
      }
      read = read.compose(before -> link.batch(counts)).onSuccess(replies -> {
        for (int i = start; i < end; i++) {
          long asked = replies.get(2 * (i - start)).toLong();
          long missing = replies.get(2 * (i - start) + 1).toLong();
          workflows.add(
              new Coverage(names.get(i), asked, Math.min(asked, missing), times.get(i)));
        }
      });
    }
    return read.map(done -> workflows);
  }

  /** Of which those that are not there are left out. */
  private static List<String> texts(Response array) {
    List<String> texts = new ArrayList<>(array.size());
    for (Response each : array) {
      if (each != null) {
        texts.add(each.toString());
      }
    }
    return texts;
  }
}
