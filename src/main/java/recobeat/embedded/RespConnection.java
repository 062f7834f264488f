package recobeat.embedded;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** The few words to be had with a server before, and after, the engine's own client talks to it. */
final class RespConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int REPLY_MILLIS_MAX = 2_000;

  /** Far above any reply read here; whatever else listens on the port may send what it likes. */
  private static final int REPLY_BYTES_MAX = 1 << 16;

  private final Socket socket;
  private final InputStream in;

  private RespConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RespConnection open(int port) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(new InetSocketAddress(Ports.loopback(), port), CONNECT_MILLIS_MAX);
      return new RespConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The reply as text; the last element of an array. */
  String ask(String... words) throws IOException {
    send(words);
    socket.setSoTimeout(REPLY_MILLIS_MAX);
    return reply();
  }

  void send(String... words) throws IOException {
    ByteArrayOutputStream command = new ByteArrayOutputStream();
    command.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      command.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      command.writeBytes(bytes);
      command.writeBytes(new byte[] {'\r', '\n'});
    }
    socket.getOutputStream().write(command.toByteArray());
  }

  /**
   * Waits until the other side is gone, which only its end brings about: a connection outlives
   * everything else a server does, and the system closes it after the last byte is written.
   *
   * @param millis how long to wait, 0 for ever
   * @return whether it is gone
   */
  boolean awaitEnd(int millis) {
    try {
      socket.setSoTimeout(millis);
      while (in.read() >= 0) {
        // Nothing is expected any more.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String reply() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> throw new Refusal(rest);
      case '$' -> bulk(size(rest));
      case '*' -> last(size(rest));
      default -> throw new IOException("not the reply of a Redis");
    };
  }

  private String last(int size) throws IOException {
    String last = "";
    for (int i = 0; i < size; i++) {
      last = reply();
    }
    return last;
  }

  private String bulk(int size) throws IOException {
    byte[] bytes = in.readNBytes(size + 2);
    if (bytes.length < size + 2) {
      throw new EOFException("the connection ended within a reply");
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }

  private static int size(String digits) throws IOException {
    try {
      int size = Integer.parseInt(digits);
      if (size >= 0 && size <= REPLY_BYTES_MAX) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Falls through: no more a reply than a size out of bounds.
    }
    throw new IOException("not the reply of a Redis");
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0 || line.length() == REPLY_BYTES_MAX) {
        throw new EOFException("the connection ended before a reply");
      }
      line.append((char) c);
    }
    if (in.read() != '\n' || line.isEmpty()) {
      throw new IOException("not the reply of a Redis");
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is left to be done with it.
    }
  }
}
