package recobeat;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What a client does wrong is no error of the engine's: under the command line's own configuration
 * nothing of it is logged, so that nobody fills the log from outside.
 */
@Timeout(60)
class BlameTest {

  private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
  private static final String VERSION = "Sec-WebSocket-Version: 13\r\n";
  private static final String POST = "POST /api/v1/tracks HTTP/1.1\r\nHost: localhost\r\n"
      + "Content-Type: application/json\r\n";

  @TempDir
  Path dir;

  private final LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private Rig rig;
  private int port;

  @BeforeEach
  void listen() throws Exception {
    configure(BlameTest.class.getResource("/recobeat-logback.xml"));
    AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
      @Override
      protected void append(ILoggingEvent event) {
        // The client that misbehaves here has a log too, which is not the bridge's.
        if (event.getLevel().isGreaterOrEqual(Level.WARN)
            && !event.getLoggerName().contains("HttpClient")) {
          logged.add(event.getLoggerName() + ": " + event.getFormattedMessage() + ' '
              + (event.getThrowableProxy() == null ? ""
                  : event.getThrowableProxy().getClassName()));
        }
      }
    };
    listener.setContext(logging);
    listener.start();
    logging.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(listener);
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
    configure(BlameTest.class.getResource("/logback-test.xml"));
  }

  private void configure(URL configuration) throws Exception {
    logging.reset();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logging);
    configurator.doConfigure(configuration);
  }

  private void run(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 2);
    all[settings.length] = "http.port=0";
    all[settings.length + 1] = "http.bodyBytesMax=1000";
    rig = new Rig(dir, all);
    port = Rig.get(rig.engine().listen());
    logged.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {VERSION, KEY, KEY + "Sec-WebSocket-Version: 99\r\n",
    KEY + VERSION + "Content-Length: x\r\n"})
  void handshake_wrong_isNotLogged(String headers) throws Exception {
    run();
    for (String path : List.of("/eventbus/websocket", "/eventbus/000/s/websocket")) {
      try (Socket client = new Socket("127.0.0.1", port)) {
        send(client, upgrade(path, headers));
        assertThat(line(client)).startsWith("HTTP/1.1 4");
      }
    }
    assertQuiet();
  }

  @Test
  void socket_endsWithoutSayingSo_isNotLogged() throws Exception {
    run();
    for (String path : List.of("/eventbus/websocket", "/eventbus/000/s/websocket")) {
      for (boolean isReset : new boolean[] {false, true}) {
        try (Socket client = new Socket("127.0.0.1", port)) {
          send(client, upgrade(path, KEY + VERSION));
          assertThat(line(client)).startsWith("HTTP/1.1 101");
          if (isReset) {
            client.setSoLinger(true, 0);
          }
        }
      }
    }
    assertQuiet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "null", "[]", "7", "{}", "{\"type\":7}",
    "{\"type\":\"x\",\"address\":\"a\"}", "{\"type\":\"send\",\"address\":7,\"body\":7}",
    "{\"type\":\"send\",\"address\":\"recobeat.v1.tracks\",\"headers\":7,\"replyAddress\":7}",
    "{\"type\":\"send\",\"address\":\"elsewhere\",\"headers\":7}",
    "{\"type\":\"register\",\"address\":\"elsewhere\",\"headers\":7}",
    "{\"type\":\"unregister\",\"address\":\"recobeat.v1.event.breaker\"}",
    "{\"type\":\"send\",\"address\":\"recobeat.v1.tracks\",\"replyAddress\":"
        + "\"0123456789012345678901234567890123456\"}"})
  void message_wrong_isNotLogged(String message) throws Exception {
    run();
    try (Socket client = new Socket("127.0.0.1", port)) {
      send(client, upgrade("/eventbus/websocket", KEY + VERSION));
      assertThat(line(client)).startsWith("HTTP/1.1 101");
      send(client, "\u0081" + (char) (0x80 | message.length()) + "\0\0\0\0" + message);
    }
    assertQuiet();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 100\r\n\r\n{",
    "Transfer-Encoding: chunked\r\n\r\n7\r\n{",
    "Transfer-Encoding: chunked\r\n\r\nx\r\n"})
  void body_endsEarly_isNotLogged(String begun) throws Exception {
    run();
    for (boolean isReset : new boolean[] {false, true}) {
      try (Socket client = new Socket("127.0.0.1", port)) {
        send(client, POST + "Expect: 100-continue\r\n" + begun);
        line(client); // It is being read, or refused.
        if (isReset) {
          client.setSoLinger(true, 0);
        }
      }
    }
    assertQuiet();
  }

  @Test
  void stream_isReset_isNotLogged() throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    run("http.certFile=" + certificate.certificatePath(),
        "http.keyFile=" + certificate.privateKeyPath());
    HttpClient client = rig.vertx.createHttpClient(new HttpClientOptions().setSsl(true)
        .setUseAlpn(true).setTrustAll(true).setVerifyHost(false)
        .setProtocolVersion(HttpVersion.HTTP_2));
    for (String path : List.of("/api/v1/tracks", "/eventbus/000/s/xhr_send",
        "/v1/analysis/audio-features")) {
      HttpClientRequest request = Rig.get(client.request(new RequestOptions()
          .setMethod(HttpMethod.POST).setHost("localhost").setPort(port).setURI(path)));
      request.putHeader("Content-Type", path.startsWith("/v1")
          ? "multipart/form-data; boundary=x" : "application/json");
      request.setChunked(true).exceptionHandler(reset -> { });
      Rig.get(request.write("{"));
      request.reset();
    }
    Rig.get(client.request(new RequestOptions()
        .setHost("localhost").setPort(port).setURI("/health/live"))
        .compose(request -> request.send()));
    assertQuiet();
    Rig.get(client.close());
  }

  /** Once the engine has ended, also what came late has been dealt with. */
  private void assertQuiet() {
    Rig.get(rig.engine().close());
    assertThat(logged).isEmpty();
  }

  private static String upgrade(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\n" + headers + "\r\n";
  }

  private static void send(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String line(Socket client) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next; (next = client.getInputStream().read()) >= 0 && next != '\r'; ) {
      line.append((char) next);
    }
    return line.toString();
  }
}
