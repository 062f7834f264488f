package recobeat.bridge;

import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Copies what arrives of bodies and frames to the heap, as Vert.x else does itself when it hands it
 * on. What a connection holds back, because a request before is unanswered or its own is not read,
 * Vert.x 5.0.7 forgets when that connection ends: of Netty's memory, it would never be released.
 */
@Sharable
final class Bodies extends ChannelInboundHandlerAdapter {

  static final Bodies TO_HEAP = new Bodies();

  private Bodies() {}

  /** Of a connection, whose own handler is this context's. */
  static void copy(ChannelHandlerContext connection) {
    connection.pipeline().addBefore(connection.name(), "bodies", TO_HEAP);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBufHolder held && held.content().isReadable()) {
      try {
        context.fireChannelRead(held.replace(Unpooled.copiedBuffer(held.content())));
      } finally {
        held.release();
      }
    } else {
      context.fireChannelRead(message);
    }
  }
}
