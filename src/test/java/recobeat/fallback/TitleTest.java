package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Blister In The Sun - 2002 Remastered Version|blister in the sun|''",
    "Money (2011 Remaster)|money|''",
    "Tremor - Radio Edit|tremor|''",
    "Tremor - Original Mix|tremor|''",
    "Mírame (feat. Somebody Else)|mirame|''",
    "Some Song ft. Guest - Live|some song|live",
    "Luka (Live at the Hall) - 2004 Remaster|luka|live at the hall",
    "Song - Acoustic Radio Edit|song|acoustic radio edit",
    "Song - Somebody's Remix|song|somebody s remix",
    "Break on Through (To the Other Side)|break on through to the other side|''",
    "Acoustic|acoustic|''",
    "(Live)|live|live",
    "!!!|!!!|''"
  })
  void of_parts(String text, String base, String version) {
    Title title = Title.of(text);

    assertThat(title.base()).isEqualTo(base);
    assertThat(title.version()).isEqualTo(version);
  }

  @Test
  void guests_areThoseNamed() {
    assertThat(Title.of("Song (feat. Ána, Bo & Cy) - Remix").guests())
        .isEqualTo(List.of("ana", "bo", "cy"));
    assertThat(Title.of("Song (with Dee)").guests()).isEqualTo(List.of("dee"));
    assertThat(Title.of("Alone With You").guests()).isEmpty();
    assertThat(Title.of("Left Alone").guests()).isEmpty();
  }

  @Test
  void spelling_joinsWhatIsTheSame() {
    assertThat(Spelling.plain("  Björk & The  Sugar-Cubes "))
        .isEqualTo("bjork and the sugar cubes");
    assertThat(Spelling.plain("Ｆｕｌｌ")).isEqualTo("full");
    assertThat(Spelling.plain("方大同")).isEqualTo("方大同");
    assertThat(Spelling.hash("a")).isEqualTo(0xaf63dc4c8601ec8cL);
  }

  @Test
  void marks_areThoseOfTitleAndAlbum() {
    assertThat(Mark.of("Song - Live", "Record")).isEqualTo(1 << Mark.LIVE.ordinal());
    assertThat(Mark.of("Live and Let Go", "Record")).isZero();
    assertThat(Mark.of(null, "MTV Unplugged")).isEqualTo(1 << Mark.LIVE_ALBUM.ordinal());
    int acoustic = Mark.of("Song (Acoustic)", null);
    assertThat(Mark.effect(acoustic, Feature.ACOUSTICNESS.ordinal())).isEqualTo(1.02);
    assertThat(Mark.effect(0, Feature.ACOUSTICNESS.ordinal())).isZero();
  }
}
