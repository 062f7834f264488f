package recobeat;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A browser without a window, driven by its DevTools protocol: one page of it. */
final class Chromium implements AutoCloseable {

  private static final int MESSAGE_BYTES_MAX = 64 << 20;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Process process;

  /** Kept, as one that is garbage closes its sockets. */
  private final WebSocketClient client;

  private final WebSocket socket;
  private final Map<Integer, Promise<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final Queue<String> errors = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();

  Chromium(Vertx vertx, Path dir) throws Exception {
    process = new ProcessBuilder(binary().toString(), "--headless=new", "--no-sandbox",
        "--disable-gpu", "--remote-debugging-port=0", "--user-data-dir=" + dir, "about:blank")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Path told = dir.resolve("DevToolsActivePort");
    await().until(() -> Files.exists(told) && Files.readAllLines(told).size() == 2);
    URI page = page(Integer.parseInt(Files.readAllLines(told).get(0)));
    client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxFrameSize(MESSAGE_BYTES_MAX).setMaxMessageSize(MESSAGE_BYTES_MAX));
    socket = Rig.get(client.connect(new WebSocketConnectOptions()
        .setHost(page.getHost()).setPort(page.getPort()).setURI(page.getPath())));
    socket.textMessageHandler(text -> take(new JsonObject(text)));
    for (String domain : List.of("Page", "Runtime", "Log")) {
      send(domain + ".enable", new JsonObject());
    }
  }

  private static Path binary() {
    return Stream.of(System.getenv("PATH").split(":"))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no chromium on the PATH"));
  }

  private static URI page(int port) {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    return await().ignoreExceptions().until(
        () -> new JsonArray(http.send(request, BodyHandlers.ofString()).body()).stream()
            .map(JsonObject.class::cast)
            .filter(target -> target.getString("type").equals("page"))
            .map(target -> URI.create(target.getString("webSocketDebuggerUrl")))
            .findFirst().orElse(null), page -> page != null);
  }

  private void take(JsonObject message) {
    Promise<JsonObject> asked =
        message.containsKey("id") ? waiting.remove(message.getInteger("id")) : null;
    if (asked == null) {
      JsonObject params = message.getJsonObject("params", new JsonObject());
      if ("Runtime.exceptionThrown".equals(message.getString("method"))
          || "Log.entryAdded".equals(message.getString("method"))
              && params.getJsonObject("entry").getString("level").equals("error")) {
        errors.add(params.encode());
      }
    } else if (message.containsKey("error")) {
      asked.fail(message.getJsonObject("error").encode());
    } else {
      asked.complete(message.getJsonObject("result"));
    }
  }

  /** Scripts that failed, and what the page may not load. */
  Queue<String> errors() {
    return errors;
  }

  JsonObject send(String method, JsonObject params) {
    int id = number.incrementAndGet();
    Promise<JsonObject> answer = Promise.promise();
    waiting.put(id, answer);
    Future<Void> sent = socket.writeTextMessage(new JsonObject()
        .put("id", id).put("method", method).put("params", params).encode());
    return Rig.get(sent.compose(gone -> answer.future()));
  }

  void open(String url) {
    send("Page.navigate", new JsonObject().put("url", url));
  }

  /** The value of an expression. */
  Object evaluate(String script) {
    JsonObject result = send("Runtime.evaluate", new JsonObject()
        .put("expression", script).put("returnByValue", true));
    if (result.containsKey("exceptionDetails")) {
      throw new IllegalStateException(result.encode());
    }
    return result.getJsonObject("result").getValue("value");
  }

  /** The text of an element; empty while there is none. */
  String text(String selector) {
    return (String) evaluate(
        "document.querySelector('" + selector + "')?.textContent ?? ''");
  }

  void type(String text) {
    send("Input.insertText", new JsonObject().put("text", text));
  }

  void press(String key, int code, String text) {
    JsonObject event = new JsonObject().put("key", key).put("code", key)
        .put("windowsVirtualKeyCode", code).put("text", text);
    send("Input.dispatchKeyEvent", event.copy().put("type", "keyDown"));
    send("Input.dispatchKeyEvent", event.copy().put("type", "keyUp"));
  }

  /** What it shows on a screen that wide, from top to bottom. */
  void picture(Path file, int width, boolean isDark) throws IOException {
    send("Emulation.setEmulatedMedia", new JsonObject().put("features", new JsonArray()
        .add(new JsonObject().put("name", "prefers-color-scheme")
            .put("value", isDark ? "dark" : "light"))));
    send("Emulation.setDeviceMetricsOverride", new JsonObject()
        .put("width", width).put("height", 900).put("deviceScaleFactor", 1)
        .put("mobile", width < 600));
    // Two frames, so that what is drawn anew for this size is there.
    send("Runtime.evaluate", new JsonObject().put("awaitPromise", true).put("expression",
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"));
    String image = send("Page.captureScreenshot", new JsonObject()
        .put("captureBeyondViewport", true)).getString("data");
    Files.createDirectories(file.getParent());
    Files.write(file, Base64.getDecoder().decode(image));
  }

  @Override
  public void close() {
    send("Browser.close", new JsonObject());
    client.close();
    process.onExit().orTimeout(10, TimeUnit.SECONDS)
        .exceptionallyCompose(late -> process.destroyForcibly().onExit()).join();
  }
}
