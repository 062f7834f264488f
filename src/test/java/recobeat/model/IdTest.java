package recobeat.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdTest {

  @ParameterizedTest
  @CsvSource({
    "7Kq2VbN0xTzPmR4sLw9aYc, SPOTIFY, 7Kq2VbN0xTzPmR4sLw9aYc",
    "C9A1E27D-0b58-4f36-b0d2-91f47c6ae3d8, UUID, c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8",
    "gbxyz1900122, ISRC, GBXYZ1900122",
    "GB-XYZ190012, MALFORMED, GB-XYZ190012",
    "7Kq2VbN0xTzPmR4sLw9aY-, MALFORMED, 7Kq2VbN0xTzPmR4sLw9aY-",
    "c9a1e27d-0b58-4f36-b0d2-91f47c6ae3dg, MALFORMED, c9a1e27d-0b58-4f36-b0d2-91f47c6ae3dg",
    "c9a1e27d00b58-4f36-b0d2-91f47c6ae3d8, MALFORMED, c9a1e27d00b58-4f36-b0d2-91f47c6ae3d8",
    "'', MALFORMED, ''",
    "٣٣٣٣٣٣٣٣-٣٣٣٣-٣٣٣٣-٣٣٣٣-٣٣٣٣٣٣٣٣٣٣٣٣, MALFORMED, ٣٣٣٣٣٣٣٣-٣٣٣٣-٣٣٣٣-٣٣٣٣-٣٣٣٣٣٣٣٣٣٣٣٣",
  })
  void of_text_tellsKindByShape(String text, IdKind kind, String canonical) {
    assertThat(Id.of(text)).isEqualTo(new Id(kind, canonical));
  }

  @Test
  void names_isrc_onlyTracks() {
    assertThat(Id.of("GBXYZ1900122").names(Entity.TRACK)).isTrue();
    assertThat(Id.of("GBXYZ1900122").names(Entity.ARTIST)).isFalse();
    assertThat(Id.of("x").names(Entity.TRACK)).isFalse();
  }
}
