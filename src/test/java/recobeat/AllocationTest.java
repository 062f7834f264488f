package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import recobeat.message.IdsRequest;

/** What a warm request takes of the heap: counted, so that it is seen to grow in each build. */
@Timeout(60)
class AllocationTest {

  private static final int BYTES_MAX = 200;

  /** Until the compiler has done with it. */
  private static final int TURNS = 40;

  private static final int IDS_EACH_TURN = 40_000;

  @TempDir
  Path dir;

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void warmRequest_compiled_takesFewBytesForEachId(int size) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // A request copies any other list.
    List<String> ids = List.copyOf(
        IntStream.range(0, size).mapToObj(i -> spotify(10 * i + 1)).toList());
    try (Rig rig = new Rig(dir)) {
      rig.features(ids);
      int requests = IDS_EACH_TURN / size;
      long least = Long.MAX_VALUE;
      for (int turn = 0; turn < TURNS; turn++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < requests; i++) {
          rig.engine().audioFeatures(IdsRequest.of(ids)).result().calls();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat((double) least / IDS_EACH_TURN).isLessThanOrEqualTo(BYTES_MAX);
    }
  }
}
