package recobeat.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A caching proxy of others in front of a service, as a process of its own. */
final class Between implements AutoCloseable {

  final String baseUrl;
  private final Process process;

  private Between(int port, Path dir, List<String> command) throws IOException {
    baseUrl = "http://127.0.0.1:" + port;
    process = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true)
        .redirectOutput(dir.resolve("log").toFile()).start();
    await().until(() -> !process.isAlive() || isOpen(port));
    if (!process.isAlive()) {
      throw new IOException(Files.readString(dir.resolve("log")));
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** With two workers, which is what two cores can use. */
  static Between nginx(String service) throws IOException {
    Path dir = open("recobeat-bench-nginx-");
    int port = freePort();
    Path conf = Files.writeString(dir.resolve("nginx.conf"), """
        daemon off;
        worker_processes 2;
        pid %1$s/pid;
        error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off;
          keepalive_requests 1000000;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/temp;
          proxy_cache_path %1$s/cache keys_zone=all:64m max_size=1g;
          large_client_header_buffers 8 16k;
          upstream service { server %2$s; keepalive 16; }
          server {
            listen 127.0.0.1:%3$d;
            location / {
              proxy_pass http://service;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_cache all;
              proxy_cache_lock on;
              proxy_cache_valid 200 1h;
            }
          }
        }
        """.formatted(dir, service.substring("http://".length()), port));
    return new Between(port, dir, List.of("nginx", "-c", conf.toString()));
  }

  /** As it is shipped, with 512 MB. */
  static Between varnish(String service) throws IOException {
    Path dir = open("recobeat-bench-varnish-");
    int port = freePort();
    String[] address = service.substring("http://".length()).split(":");
    Path vcl = Files.writeString(dir.resolve("default.vcl"), """
        vcl 4.1;
        backend service { .host = "%s"; .port = "%s"; }
        """.formatted(address[0], address[1]));
    return new Between(port, dir, List.of("varnishd", "-F", "-a", "127.0.0.1:" + port,
        "-f", vcl.toString(), "-s", "malloc,512m", "-n", dir.resolve("work").toString(),
        "-p", "http_req_size=65536", "-p", "http_req_hdr_len=32768",
        "-p", "workspace_client=256k"));
  }

  /** Started by root, they work as others, who may not see what is root's alone. */
  private static Path open(String prefix) throws IOException {
    return Files.setPosixFilePermissions(
        Files.createTempDirectory(prefix), PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
