package recobeat.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The packaged engine under fire; its table and figures are in {@code target/campaign}. On Linux
 * alone, as processes are looked into there.
 */
@EnabledOnOs(OS.LINUX)
class CampaignIT {

  private static final Path DIR = Path.of("target", "campaign").toAbsolutePath();

  @Test
  @Timeout(value = 40, unit = TimeUnit.MINUTES)
  void campaign_everyRequirement_holds() throws Exception {
    Form form = System.getProperty("campaign.form", "").equals("long") ? Form.LONG : Form.SHORT;
    Path dir = Files.createTempDirectory(Files.createDirectories(DIR), "run-");
    Report report = new Campaign(dir, form, Long.getLong("campaign.seed", 1)).run();
    Files.writeString(DIR.resolve("campaign.txt"), report.table());
    report.write(DIR.resolve("campaign.json"));
    System.out.println(report.table());
    SoftAssertions.assertSoftly(all -> report.findings().forEach(each ->
        all.assertThat(each.holds())
            .as("%s: required %s, seen %s", each.name(), each.required(), each.seen()).isTrue()));
  }
}
