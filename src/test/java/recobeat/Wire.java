package recobeat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection on which a test says itself what goes over the wire, and when. */
final class Wire implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");
  private static final int LIMIT_MS = 20_000;

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
  }

  /** A whole request. */
  static String get(String path, String... headers) {
    StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** The next answer: its head, and as much of a body as the head promises. */
  String answer() throws IOException {
    socket.setSoTimeout(LIMIT_MS);
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after \"" + head + '"');
      }
      bytes.write(next);
      head = bytes.toString(StandardCharsets.UTF_8);
    }
    Matcher length = LENGTH.matcher(head);
    return head + (length.find()
        ? new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
        : "");
  }

  /** Whether the other side closes, having sent nothing more. */
  boolean isClosed() throws IOException {
    return next(LIMIT_MS) < 0;
  }

  /** Whether it has done so once it has been sent more. */
  boolean isClosedAfter(String more) throws IOException {
    try {
      send(more);
      return next(1) < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (SocketException closed) {
      return true;
    }
  }

  /** Whether the other side does nothing for as long, neither send nor close. */
  boolean isQuietFor(int millis) throws IOException {
    try {
      next(millis);
      return false;
    } catch (SocketTimeoutException quiet) {
      return true;
    }
  }

  /** A byte, or a negative number if it is closed. */
  private int next(int limitMillis) throws IOException {
    socket.setSoTimeout(limitMillis);
    try {
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
