package recobeat.bridge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * What Vert.x does not show of a web socket behind SockJS. While the other side takes nothing,
 * nothing is read from it: what it sends would be answered, be it by a pong or by an error, and
 * the answers kept.
 */
final class Flow extends ChannelInboundHandlerAdapter {

  private final Channel channel;

  private Flow(Channel channel) {
    this.channel = channel;
  }

  static Flow of(HttpConnection connection) {
    Channel channel = ((ConnectionBase) connection).channel();
    Flow flow = new Flow(channel);
    channel.pipeline().addFirst(flow);
    return flow;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    channel.config().setAutoRead(channel.isWritable());
    context.fireChannelWritabilityChanged();
  }

  /** Whether the other side takes what is written. */
  boolean isOpen() {
    return channel.isWritable();
  }

  /** Closes at once, where Vert.x would first write out what is never taken. */
  void cut() {
    channel.pipeline().context(this).close();
  }
}
