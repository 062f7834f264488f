package recobeat.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedRowTest {

  private static final long SEED = 5;

  private static final byte[] OWN = bytes("7Kq2VbN0xTzPmR4sLw9aYc");

  private static final String FEATURES = "{\"id\":\"c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8\","
      + "\"href\":\"https://open.spotify.com/track/7Kq2VbN0xTzPmR4sLw9aYc\","
      + "\"isrc\":\"GBXYZ1900122\",\"acousticness\":0.0214,\"danceability\":0.641,"
      + "\"energy\":0.733,\"instrumentalness\":9.54e-5,\"key\":7,\"liveness\":0.118,"
      + "\"loudness\":-6.208,\"mode\":1,\"speechiness\":0.0412,\"tempo\":121.987,"
      + "\"valence\":0.522}";

  private static final String BY_CODE = String.join(",", Stream.of(
      "AE", "AR", "AT", "AU", "BE", "BO", "BR", "CA", "DE", "FR", "GB", "US").toList());
  private static final String ALL = "AD,AE,AG,AL,AM,AO,AR,AT,AU,AZ,BA,BB,BD,BE,BF,BG,BH,BI,BJ,BN,"
      + "BO,BR,BS,BT,BW,BY,BZ,CA,CD,CG,CH,CI,CL,CM,CO,CR,CV,CW,CY,CZ,DE,DJ,DK,DM,DO,DZ,EC,EE,EG,"
      + "ES,ET,FI,FJ,FM,FR,GA,GB,GD,GE,GH,GM,GN,GQ,GR,GT,GW,GY,HK,HN,HR,HT,HU,ID,IE,IL,IN,IQ,IS,"
      + "IT,JM,JO,JP,KE,KG,KH,KI,KM,KN,KR,KW,KZ,LA,LB,LC,LI,LK,LR,LS,LT,LU,LV,LY,MA,MC,MD,ME,MG,"
      + "MH,MK,ML,MN,MO,MR,MT,MU,MV,MW,MX,MY,MZ,NA,NE,NG,NI,NL,NO,NP,NR,NZ,OM,PA,PE,PG,PH,PK,PL,"
      + "PS,PT,PW,PY,QA,RO,RS,RW,SA,SB,SC,SE,SG,SI,SK,SL,SM,SN,SR,ST,SV,SZ,TD,TG,TH,TJ,TL,TN,TO,"
      + "TR,TT,TV,TW,TZ,UA,UG,US,UY,UZ,VC,VE,VN,VU,WS,ZA,ZM,ZW";
  private static final String BY_AGE = "AR,AU,AT,BE,BO,BR,BG,CA,CL,DE,FR,US,GB,AD,XK";

  static List<String> rows() {
    return List.of(
        FEATURES, track(BY_CODE), track(BY_AGE), track(""), track("DE"),
        // Another order, twice the same, unknown, and no list at all.
        track(BY_AGE + ",AR"), track(BY_CODE + ",US"), track(BY_CODE + ",ZZ"),
        track(BY_CODE + ","), track("," + BY_CODE), track(BY_CODE + ",é"), track("a" + BY_CODE),
        track(BY_CODE).replace("c9a1e27d", "C9A1E27D"),
        track(BY_CODE).replace("7Kq2VbN0xTzPmR4sLw9aYc", "7Kq2VbN0"),
        FEATURES.replace("7Kq2VbN0xTzPmR4sLw9aYc", "Z".repeat(22)),
        FEATURES.replace("0.522", "1"), FEATURES.replace("\"key\":7", "\"key\":null"),
        FEATURES.replace("0.641", "0."), FEATURES.replace("0.641", "0.12345678901E+12x"),
        track(ALL), track(ALL.replace("DE,", "")), track(ALL.replace("ZW,", "")),
        FEATURES.replace("-6.208", "0.3"),
        FEATURES.replace("GBXYZ1900122", "\uD83C\uDFB5 \u0080\u00FF"),
        FEATURES.substring(0, 60), FEATURES + FEATURES);
  }

  private static String track(String countries) {
    return "{\"id\":\"c9a1e27d-0b58-4f36-b0d2-91f47c6ae3d8\",\"trackTitle\":\"Señal \\\"Ü\\\"\","
        + "\"artists\":[{\"id\":\"0d4e7b92-6c15-4a8b-9f30-7be25a1c84f6\",\"name\":\"Oku\","
        + "\"href\":\"https://open.spotify.com/artist/2NcVb8MxQ0aLzKs7TyWr5D\"},"
        + "{\"id\":\"e85f13a6-29cb-4d71-8e04-53a9f7b0c21d\",\"name\":\"\","
        + "\"href\":\"https://open.spotify.com/artist/6RwZt1HjPq9XcLm3VnBs4K\"}],"
        + "\"durationMs\":201786,\"isrc\":\"GBXYZ1900122\",\"ean\":null,\"upc\":null,"
        + "\"href\":\"https://open.spotify.com/track/7Kq2VbN0xTzPmR4sLw9aYc\","
        + "\"availableCountries\":\"" + countries + "\",\"popularity\":48}";
  }

  @ParameterizedTest
  @MethodSource("rows")
  void unpack_ofPacked_isEveryByte(String row) {
    byte[] packed = pack(bytes(row));
    assertThat(packed).as(row).isNotNull();
    assertThat(unpack(packed)).asString(StandardCharsets.UTF_8).isEqualTo(row);
  }

  @Test
  void pack_rowsOfTheService_takesTwoFifthsAtMost() {
    assertThat(pack(bytes(FEATURES))).hasSizeLessThan(FEATURES.length() * 2 / 5);
    assertThat(pack(bytes(track(BY_CODE))))
        .hasSizeLessThan(track(BY_CODE).length() * 2 / 5);
  }

  @Test
  void pack_whatIsNoRow_isNullAndStandsAsItCame() {
    assertThat(pack(bytes("{\"n\":1}"))).isNull();
    assertThat(pack(new byte[0])).isNull();
    assertThat(pack(bytes(FEATURES.replace(",", ",\n")))).isNull();
    assertThat(pack(bytes(FEATURES + " ".repeat(1 << 16)))).isNull();
  }

  @Test
  void unpack_longestThereIs_isEveryByte() {
    String row = FEATURES + " ".repeat(0xFFFF - FEATURES.length());
    assertThat(unpack(pack(bytes(row)))).isEqualTo(bytes(row));
  }

  @Test
  void unpack_anyPieceOfARow_isEveryByteAndTornNever() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 20_000; round++) {
      String whole = rows().get(random.nextInt(rows().size()));
      int from = random.nextInt(whole.length());
      byte[] piece = bytes(whole.substring(from, random.nextInt(from, whole.length())));
      byte[] packed = pack(piece);
      if (packed != null) {
        assertThat(unpack(packed)).as("round %s", round).isEqualTo(piece);
        int cut = random.nextInt(packed.length);
        assertThat(unpack(Arrays.copyOf(packed, cut))).as("round %s", round).isNull();
      }
    }
  }

  /** What somebody else wrote there must stop nothing. */
  @Test
  void unpack_anyBytes_neverFails() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 2) {
        bytes[0] = 0;
        bytes[2] = (byte) random.nextInt(32);
      }
      assertThatCode(() -> unpack(bytes)).doesNotThrowAnyException();
    }
  }

  private static byte[] pack(byte[] value) {
    return PackedRow.pack(value, OWN);
  }

  private static byte[] unpack(byte[] packed) {
    return PackedRow.unpack(packed, OWN);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
