package recobeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import recobeat.RecoBeatOptions;

/** What is wrong with a command line is told in one line, before anything is started. */
@Timeout(60)
class CommandLineTest {

  @TempDir
  Path dir;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "serv | Unmatched argument at index 0: 'serv'; see recobeat --help",
    "serve --sett a=b | Unknown options: '--sett', 'a=b'; see recobeat serve --help",
    "serve --set gate.rate=3 | unknown option 'gate.rate', did you mean 'gate.rateMax'?",
    "serve --set gate.burst=many | bad value for option gate.burst: 'many'; a whole number is",
    "serve --set gate.burst=0 | bad value: gate.burst = '0'; ratePerSecond and rateMax",
    "serve --set redis.uri=mongo://x | bad value: redis.uri = '***'; uri must be embedded,",
    "serve --set redis.uri=redis:// | bad value: redis.uri = '***'; uri must be embedded,",
    "serve --set redis.uri=redis://h:x | bad value: redis.uri = '***'; uri must be embedded,",
    "serve --set redis.uri=redis://h/abc | bad value: redis.uri = '***'; uri must be embedded,",
    "serve --set redis.dir= | bad value: redis.dir = ''; dir must be the path of a folder",
    "serve --set redis.caFile=DIR/a.pem | bad value: redis.caFile = 'DIR/a.pem'; caFile must be",
    "serve --set redis.timeout=25d | bad value: redis.timeout = '25d'; timeout must be from 1ms to",
    "serve --set http.certFile=DIR/a --set http.keyFile=DIR/b | bad value: http.certFile = 'DIR",
    "serve --set upstream.baseUrl=http:// | bad value: upstream.baseUrl = 'http://'; baseUrl must",
    "serve --set upstream.baseUrl=http://h:99999 | bad value: upstream.baseUrl = 'http://h:99999",
    "serve --set upstream.userAgent= | bad value: upstream.userAgent = ''; userAgent must be",
    "serve --set ask.waitDefault=PT-1S | bad value: ask.waitDefault = 'PT-1S'; waitDefault must be",
    "serve --set life.ids.found=36501d | bad value: life.ids.found = '36501d'; found must be from",
    "serve --set gate.burst | Value for option option '--set' (KEY=VALUE) should be in",
    "serve --conf DIR/none.yaml | DIR/none.yaml: no such file",
    "serve --conf DIR | DIR: ",
    "--set http.port=x sim | bad value for option http.port: 'x'; a whole number is needed",
    "warm | Missing required parameter: 'FILE'; see recobeat warm --help",
    "warm DIR/none.txt | DIR/none.txt: no such file",
    "warm --kinds titles FILE | Invalid value for option '--kinds'",
    "sim --port 99999 | port must be 0 to 65535; see recobeat sim --help",
    "sim --profile nice | Invalid value for option '--profile': expected one of [FAST, BAD, NONE]",
    "sim --coverage 1.5 | coverage must be 0 to 1; see",
    "sim --bucket few | Invalid value for option '--bucket': 'few' is not a double; see",
    "demo --scale 0 | scale must be from 1 to 1000, not 0.0; see recobeat demo --help",
    "demo --set redis.uri=redis://h | the demo brings its own service and Redis, so redis.uri cann",
    "demo --set upstream.baseUrl=http://h | the demo brings its own service and Redis, so upstream",
    "demo --json DIR/none/figures.json | cannot write DIR/none/figures.json: NoSuchFile",
  })
  void run_wrong_isOneLineAndStatusTwo(String line, String said) {
    int status = run(Map.of(), line);
    assertThat(err.toString()).startsWith("recobeat: " + in(said));
    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(status).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "gate: {burst: 3 | line 2: expected ',' or '}', but got <stream end>",
    "gate: {burst: 3, burst: 4} | line 1: found duplicate key burst",
    "3 | must hold options like",
    "gate: {rate: 3} | unknown option 'gate.rate'",
  })
  void conf_wrong_isOneLineAndStatusTwo(String yaml, String said) throws Exception {
    Path file = Files.writeString(dir.resolve("conf.yaml"), yaml + "\n");
    assertThat(run(Map.of(), "serve --conf " + file)).isEqualTo(2);
    assertThat(err.toString()).contains(said);
    assertThat(err.toString().strip().lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{ | it is no JSON object",
    "{\"genres\": {\"own\": 1}} | genres.own must be an object",
    "{\"aliases\": {\"own\": [\"nothing\"]}} | aliases.own names no genre: [nothing]",
  })
  void genresFile_wrong_isOneLineAndStatusTwo(String text, String said) throws Exception {
    Path file = Files.writeString(dir.resolve("own.json"), text);
    assertThat(run(Map.of(), "manual list --set redis.dir=DIR/redis --set fallback.genresFile="
        + file)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("recobeat: fallback.genresFile " + file + ": " + said);
  }

  @Test
  void environment_unknownOption_isOneLineAndStatusTwo() {
    assertThat(run(Map.of("RECOBEAT_GATE_BRUST", "3"), "serve")).isEqualTo(2);
    assertThat(err.toString()).isEqualToIgnoringNewLines("recobeat: unknown option in the"
        + " environment: RECOBEAT_GATE_BRUST, did you mean 'RECOBEAT_GATE_BURST'?");
  }

  @Test
  void environment_linksOfContainers_areIgnored() {
    Map<String, String> links = new HashMap<>();
    for (String service : List.of("RECOBEAT", "RECOBEAT_ENGINE", "RECOBEAT_HTTP")) {
      links.put(service + "_SERVICE_HOST", "10.0.0.11");
      links.put(service + "_SERVICE_PORT", "8080");
      links.put(service + "_SERVICE_PORT_WEB_UI", "8080");
      links.put(service + "_PORT", "tcp://10.0.0.11:8080");
      for (String port : List.of("_PORT_8080_TCP", "_PORT_53_UDP")) {
        links.put(service + port, "tcp://10.0.0.11:8080");
        links.put(service + port + "_PROTO", "tcp");
        links.put(service + port + "_PORT", "8080");
        links.put(service + port + "_ADDR", "10.0.0.11");
      }
    }
    links.put("RECOBEAT_GATE_BURST", "4");
    Root root = new Root(links);
    new CommandLine(root).parseArgs("serve");
    assertThat(root.options()).isEqualTo(RecoBeatOptions.defaults().with("gate.burst", "4"));
  }

  @ParameterizedTest
  @CsvSource({
    "RECOBEAT_PORT, 8080", "RECOBEAT_PORT_8080, 1", "RECOBEAT_PORT_X_TCP, 1",
    "RECOBEAT_PORT_80_TCP_NAME, 1", "RECOBEAT_SERVICE, 1", "RECOBEAT_SERVICE_HOSTS, 1",
    "RECOBEAT_SERVICE_PORTS, 1"})
  void environment_almostLinksOfContainers_areRefused(String name, String value) {
    assertThat(run(Map.of(name, value), "serve")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown option in the environment: " + name);
  }

  @Test
  void options_givenThreeWays_lineWinsOverEnvironmentWinsOverFile() throws Exception {
    Path file = Files.writeString(dir.resolve("conf.yaml"),
        "upstream: {baseUrl: 'http://a'}\ngate: {burst: 3, concurrency: 3}\n");
    Root root = new Root(Map.of(
        "RECOBEAT_UPSTREAM_BASE_URL", "http://b", "RECOBEAT_GATE_BURST", "4", "HOME", "/"));
    new CommandLine(root).parseArgs(
        "serve", "--conf", file.toString(), "--set", "upstream.baseUrl=http://c");
    RecoBeatOptions options = root.options();
    assertThat(options.upstream().baseUrl()).isEqualTo("http://c");
    assertThat(options.gate().burst()).isEqualTo(4);
    assertThat(options.gate().concurrency()).isEqualTo(3);
    assertThat(options.gate().ratePerSecond()).isEqualTo(3);
  }

  @Test
  void help_ofEachCommand_namesItsOptions() {
    for (String command : new String[] {"", "demo ", "serve ", "sim ", "warm ", "missing ",
      "manual ", "manual set ", "manual import "}) {
      assertThat(run(Map.of(), command + "--help")).isZero();
    }
    assertThat(out.toString())
        .contains("--exit", "--json", "--port", "--profile", "--coverage", "--conf", "--set",
            "--url", "overstate", "bring", "FEATURE=VALUE", "--by");
    assertThat(err.toString()).isEmpty();
  }

  private int run(Map<String, String> environment, String line) {
    return Main.run(in(line).split(" "), environment,
        new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private String in(String text) {
    return text.replace("DIR", dir.toString());
  }
}
