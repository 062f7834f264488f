package recobeat;

import static org.assertj.core.api.Assertions.assertThat;
import static recobeat.Tracks.spotify;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import recobeat.message.IdsRequest;

/** What a warm request takes of the heap: counted, so that it is seen to grow in each build. */
@Timeout(60)
class AllocationTest {

  private static final int IDS = 40;
  private static final int BYTES_MAX = 200;

  /** Until the compiler has done with it. */
  private static final int TURNS = 40;

  private static final int REQUESTS = 1_000;

  @TempDir
  Path dir;

  @Test
  void warmRequest_ofManyIds_takesFewBytesForEach() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<String> ids = IntStream.range(0, IDS).mapToObj(i -> spotify(10 * i + 1)).toList();
    try (Rig rig = new Rig(dir)) {
      rig.features(ids);
      long least = Long.MAX_VALUE;
      for (int turn = 0; turn < TURNS; turn++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) {
          rig.engine().audioFeatures(IdsRequest.of(ids)).result().calls();
        }
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertThat(least / REQUESTS / IDS).isLessThanOrEqualTo(BYTES_MAX);
    }
  }
}
