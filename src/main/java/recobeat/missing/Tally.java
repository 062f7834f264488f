package recobeat.missing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import recobeat.message.MissingReport;
import recobeat.message.MissingReport.Coverage;
import recobeat.message.MissingReport.Group;
import recobeat.message.MissingReport.Total;
import recobeat.message.MissingRequest;
import recobeat.message.MissingTrack;
import recobeat.model.Lack;

/**
 * What is kept, as a report: sorted, summed up, and cut to what was asked for.
 *
 * @param complete whether it is all that is kept
 * @param tracks each once
 * @param workflows each once
 */
record Tally(boolean complete, List<MissingTrack> tracks, List<Coverage> workflows) {

  private static final double DAY_MS = 86_400_000;

  private static final Comparator<MissingTrack> MOST_ASKED =
      Comparator.comparingLong(MissingTrack::asks).reversed()
          .thenComparing(Comparator.comparingLong(MissingTrack::lastAt).reversed())
          .thenComparing(MissingTrack::id);

  /** Sums over all tracks that the request means, whether they are listed or not. */
  MissingReport report(MissingRequest request, long keepMs) {
    List<MissingTrack> meant = tracks.stream()
        .filter(track -> request.reason() == null || track.reason() == request.reason())
        .filter(track -> request.workflow() == null
            || track.workflows().contains(request.workflow()))
        .sorted(MOST_ASKED)
        .toList();
    OptionalLong since = meant.stream().mapToLong(MissingTrack::firstAt).min();
    return new MissingReport(
        complete,
        since.isPresent() ? since.getAsLong() : null,
        keepMs / DAY_MS,
        totals(meant),
        meant.stream().limit(request.limit()).toList(),
        groups(meant, track -> track.hints().artists()),
        groups(meant, track -> track.hints().genres()),
        groups(meant, track ->
            track.year() == null ? List.of() : List.of(track.year().toString())),
        workflows.stream()
            .filter(asked -> asked.asked() > 0)
            .filter(asked -> request.workflow() == null
                || asked.workflow().equals(request.workflow()))
            .sorted(Comparator.comparingLong(Coverage::lastAt).reversed()
                .thenComparing(Coverage::workflow))
            .limit(request.limit())
            .toList());
  }

  private static Map<Lack, Total> totals(List<MissingTrack> tracks) {
    Map<Lack, Total> totals = new EnumMap<>(Lack.class);
    for (Lack reason : Lack.values()) {
      totals.put(reason, new Total(0, 0));
    }
    tracks.forEach(track -> totals.computeIfPresent(track.reason(), (reason, sum) ->
        new Total(sum.tracks() + 1, sum.asks() + track.asks())));
    return totals;
  }

  /** By names in whatever case, shown as the track asked for most has it. */
  private static List<Group> groups(
      List<MissingTrack> tracks, Function<MissingTrack, List<String>> names) {
    Map<String, Group> groups = new LinkedHashMap<>();
    for (MissingTrack track : tracks) {
      Map<String, String> once = new LinkedHashMap<>();
      names.apply(track).forEach(name ->
          once.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
      once.forEach((key, name) -> groups.merge(key, new Group(name, 1, track.asks()),
          (sum, one) -> new Group(
              sum.name(), sum.tracks() + one.tracks(), sum.asks() + one.asks())));
    }
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparingLong(Group::asks).reversed()
        .thenComparing(Comparator.comparingLong(Group::tracks).reversed())
        .thenComparing(Group::name));
    return sorted.subList(0, Math.min(MissingReport.GROUPS_MAX, sorted.size()));
  }
}
