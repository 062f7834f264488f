package recobeat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** One connection to the bridge that sends what it is told, in pieces, and not what is proper. */
final class RawHttp implements AutoCloseable {

  private static final int SEND_BUFFER = 64 << 10;
  private static final int LIMIT_MS = 15_000;

  private final Socket socket = new Socket();

  /** An answer; its headers by their names in lower case. */
  record Answer(int status, Map<String, String> headers, String body) {}

  RawHttp(int port) throws IOException {
    // So that what is sent is with the other side, and not in a buffer here.
    socket.setSendBufferSize(SEND_BUFFER);
    socket.setSoTimeout(LIMIT_MS);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends from another thread, as nobody may read it. */
  CompletableFuture<Void> sendLater(byte[] bytes) {
    return CompletableFuture.runAsync(() -> {
      try {
        send(bytes);
      } catch (IOException broken) {
        throw new IllegalStateException(broken);
      }
    }, task -> new Thread(task).start());
  }

  /** The next answer, {@code 100 Continue} included. */
  Answer answer() throws IOException {
    InputStream in = socket.getInputStream();
    String[] head = head(in).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(": ?", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, body);
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Whether the other side closes, and sends nothing before that. */
  boolean isClosed() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
