package recobeat.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufHolder;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * Copies what arrives of bodies and frames to the heap, as Vert.x else does itself when it hands it
 * on. What a connection holds back, because a request before is unanswered or its own is not read,
 * Vert.x 5.0.7 forgets when that connection ends: of Netty's memory, it would never be released.
 */
@Sharable
public final class Bodies extends ChannelInboundHandlerAdapter {

  /** What is made from a copy is on the heap too: Vert.x forgets parts of uploads as well. */
  private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

  static final Bodies TO_HEAP = new Bodies();

  private Bodies() {}

  /** Those of a server's connection, which has just begun. */
  public static void copy(HttpConnection connection) {
    ChannelHandlerContext own = ((HttpServerConnection) connection).channelHandlerContext();
    own.pipeline().addBefore(own.name(), "bodies", TO_HEAP);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBufHolder held && held.content().isReadable()) {
      try {
        ByteBuf content = held.content();
        context.fireChannelRead(held.replace(
            HEAP.heapBuffer(content.readableBytes()).writeBytes(content, content.readerIndex(),
                content.readableBytes())));
      } finally {
        held.release();
      }
    } else {
      context.fireChannelRead(message);
    }
  }
}
