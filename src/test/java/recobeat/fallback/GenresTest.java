package recobeat.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenresTest {

  private static final String FEATURES = """
      "acousticness": [0.9, 0.1], "danceability": [0.5, 0.1], "energy": [0.2, 0.1],
      "instrumentalness": [0.5, 0.1], "liveness": [0.2, 0.1], "loudness": [-20, 3],
      "speechiness": [0.05, 0.02], "tempo": [80, 20], "valence": [0.3, 0.1],
      "key": [2, 0.3], "mode": [0, 0.6]""";

  private static final Genres GENRES = new Genres(GenreFile.shipped());

  @Test
  void shipped_hasAllThatItPromises() throws IOException {
    GenreFile file = GenreFile.shipped();

    assertThat(file.genres().values().stream().filter(genre -> genre.parent() == null))
        .hasSizeGreaterThanOrEqualTo(40);
    assertThat(file.genres().values().stream().filter(genre -> genre.parent() != null))
        .hasSizeGreaterThanOrEqualTo(24);
    file.genres().keySet().forEach(name ->
        assertThat(GENRES.match(List.of(name))).containsExactly(name));
    assertThat(GenreFile.read(Path.of("conf/genres.json")).genres().keySet())
        .isEqualTo(file.genres().keySet());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
    "Hip Hop;hip hop", "HIP-HOP;hip-hop", "hiphop;hip-hop", "R&B;r&b", "RnB;r&b", "r & b;r&b",
    "indie-folk;indie,folk", "Indie Folk;indie,folk", "stomp indie folk;indie,folk",
    "Deutschrap;hip-hop,rap", "german hip hop;hip-hop,rap", "Latin Pop;latin pop",
    "atlanta trap;trap", "melodic death metal;metal", "Black-Metal;metal",
    "Progressive House;progressive electro house", "filthstep dubstep;dubstep",
    "Krautrock;rock", "folktronica;folk", "québécois jazz;jazz", "Mandopop;mandopop",
    "swedish electropop;electropop", "classic southern gangster rap;gangster rap",
    "tropical;tropical", "teen post pop;pop"
  })
  void match_freeText(String text, String genres) {
    assertThat(GENRES.match(List.of(text))).containsExactly(genres.split(","));
  }

  @ParameterizedTest
  @CsvSource({"zydeco", "''", "' '", "qwerty uiop", "♫"})
  void match_ofUnknownText_isNothing(String text) {
    assertThat(GENRES.match(List.of(text))).isEmpty();
    assertThat(new Priors(GENRES).of(List.of(text)).label()).isEqualTo("all tracks");
  }

  @Test
  void match_ofSeveral_leavesOutWhatASubgenreImplies() {
    assertThat(GENRES.match(List.of("rock", "hard rock"))).containsExactly("hard rock");
    assertThat(GENRES.match(List.of("jazz", "unheard of", "soul")))
        .containsExactly("jazz", "soul");
  }

  @Test
  void prior_ofSeveral_liesBetween() {
    double energy = energy("metal", "classical");

    assertThat(energy).isCloseTo((energy("metal") + energy("classical")) / 2, within(1e-9));
    assertThat(energy("metal")).isGreaterThan(energy("classical") + 0.3);
  }

  @Test
  void prior_ofFewTracks_leansToTheWhole() {
    GenreFile few = parse("\"count\": 1, " + FEATURES);
    GenreFile many = parse("\"count\": 1000, " + FEATURES);

    double global = GENRES.global().means()[Feature.ENERGY.ordinal()];
    assertThat(mean(few)).isBetween(global - 0.06, global);
    assertThat(mean(many)).isCloseTo(0.2, within(0.01));
  }

  @Test
  void priors_comeNearerToWhatIsHarvested() {
    Priors priors = new Priors(GENRES);
    int energy = Feature.ENERGY.ordinal();
    double trap = priors.of(List.of("trap")).means()[energy];
    double all = priors.of(List.of()).means()[energy];
    for (int i = 0; i < 1_000; i++) {
      priors.learn(List.of("Trap"), Features.of(0.5, 0.5, 0.1));
    }

    assertThat(priors.of(List.of("atlanta trap")).means()[energy])
        .isCloseTo((trap + 0.1) / 2, within(1e-9));
    assertThat(priors.of(List.of()).means()[energy]).isCloseTo((all + 0.1) / 2, within(1e-9));
    assertThat(priors.of(List.of("jazz"))).isSameAs(GENRES.of("jazz"));
    for (int i = 0; i < 200_000; i++) {
      priors.learn(List.of(), Features.of(0.5, 0.5, 0.9));
    }
    assertThat(priors.of(List.of()).means()[energy]).isCloseTo(0.9, within(0.03));
  }

  @Test
  void read_addsAUsersOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("own.json");
    Files.writeString(file, "{\"genres\": {\"Field Recordings\": {" + FEATURES
        + "}}, \"aliases\": {\"birdsong\": [\"Field Recordings\"], \"zydeco\": [\"blues\"]}}");

    Genres own = new Genres(GenreFile.shipped().with(GenreFile.read(file)));

    assertThat(own.match(List.of("field-recordings"))).containsExactly("Field Recordings");
    assertThat(own.match(List.of("Birdsong"))).containsExactly("Field Recordings");
    assertThat(own.match(List.of("zydeco"))).containsExactly("blues");
    assertThat(own.match(List.of("jazz"))).containsExactly("jazz");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "[1]|it is no JSON object",
    "{\"genre\": {}}|unknown field genre",
    "{\"genres\": 1}|genres must be an object",
    "{\"genres\": {\"a\": 1}}|genres.a must be an object",
    "{\"genres\": {\"a\": {}}}|genres.a.acousticness must be [mean, standard deviation]",
    "{\"aliases\": {\"b\": \"rock\"}}|aliases.b must be an array of genres",
    "{\"aliases\": {\"b\": [\"nothing\"]}}|aliases.b names no genre: [nothing]"
  })
  void read_ofNonsense_namesTheField(String text, String message) {
    assertThatThrownBy(() -> new Genres(GenreFile.shipped()
        .with(GenreFile.parse(text.getBytes(StandardCharsets.UTF_8)))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "[0.2, 0.1]|[2, 0.1]|genres.own.energy is out of range: [2,0.1]",
    "[0.2, 0.1]|[0.2, 0]|genres.own.energy is out of range",
    "[2, 0.3]|[2.5, 0.3]|genres.own.key is out of range",
    "[2, 0.3]|[\"D\", 0.3]|genres.own.key must be [commonest, share]",
    "\"mode\"|\"count\": 0, \"mode\"|genres.own.count must be a whole number above 0",
    "\"mode\"|\"parent\": \"none\", \"mode\"|genres.own.parent is no genre: none",
    "\"mode\"|\"parent\": \"own\", \"mode\"|genres.own.parent must not be a part of it: own",
    "\"mode\"|\"parent\": 7, \"mode\"|genres.own.parent must be the name of a genre"
  })
  void read_ofWrongFigures_namesTheField(String right, String wrong, String message) {
    int at = FEATURES.lastIndexOf(right.equals("[0.2, 0.1]") ? "\"energy\": " + right : right);
    String features = FEATURES.substring(0, at)
        + FEATURES.substring(at).replaceFirst(Pattern.quote(right), wrong);

    assertThatThrownBy(() -> new Genres(GenreFile.shipped().with(parse(features))))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  private static GenreFile parse(String features) {
    return GenreFile.parse(
        ("{\"genres\": {\"own\": {" + features + "}}}").getBytes(StandardCharsets.UTF_8));
  }

  private static double mean(GenreFile own) {
    return new Genres(GenreFile.shipped().with(own)).of("own").means()[Feature.ENERGY.ordinal()];
  }

  private static double energy(String... genres) {
    return new Priors(GENRES).of(Arrays.asList(genres)).means()[Feature.ENERGY.ordinal()];
  }

  @Test
  void match_manyWords_looksAtTheFirst() {
    assertThat(GENRES.match(List.of("qwerty ".repeat(9) + "trap"))).containsExactly("trap");
    assertThat(GENRES.match(List.of("qwerty ".repeat(12) + "trap"))).isEmpty();
    assertThat(GENRES.match(List.of("q".repeat(99) + " trap"))).isEmpty();
  }

  @Test
  void priors_sameWords_areMatchedOnce() {
    Priors priors = new Priors(GENRES);
    Set<String> trap = priors.match(List.of("atlanta trap"));
    assertThat(trap).containsExactly("trap").isSameAs(priors.match(List.of("atlanta trap")));
    for (int n = 0; n < 1_000; n++) {
      priors.match(List.of("qwerty " + n));
    }
    assertThat(priors.match(List.of("atlanta trap"))).as("bounded").isNotSameAs(trap);
  }
}
