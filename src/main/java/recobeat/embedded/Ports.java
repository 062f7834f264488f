package recobeat.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** TCP ports on the loopback interface. */
final class Ports {
  /*
   * Below the ports that systems lend to outgoing connections. There, a client that reconnects
   * while the server is away could be lent the server's own port, connect to itself and keep the
   * server from coming back.
   */
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 29_999;
  private static final int TRIES_MAX = 200;

  private Ports() {}

  static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, loopback())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  static int free(RandomGenerator random) throws EmbeddedRedisException {
    for (int i = 0; i < TRIES_MAX; i++) {
      int port = random.nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new EmbeddedRedisException(
        "no free port for Redis between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
  }
}
