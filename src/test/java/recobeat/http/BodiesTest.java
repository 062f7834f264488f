package recobeat.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(Bodies.TO_HEAP);

  @Test
  void content_direct_isOnTheHeapAndReleased() {
    ByteBuf direct = ByteBufAllocator.DEFAULT.directBuffer().writeBytes(new byte[] {'a', 'b'});
    channel.writeInbound(new DefaultHttpContent(direct));
    ByteBuf copy = channel.<HttpContent>readInbound().content();
    assertThat(copy.isDirect()).isFalse();
    assertThat(copy.alloc().buffer().isDirect()).as("what is made from it").isFalse();
    assertThat(copy.toString(StandardCharsets.US_ASCII)).isEqualTo("ab");
    assertThat(direct.refCnt()).isZero();
  }

  @Test
  void frame_keepsItsTypeAndBits() {
    ByteBuf direct = ByteBufAllocator.DEFAULT.directBuffer().writeByte(7);
    channel.writeInbound(new BinaryWebSocketFrame(false, 3, direct));
    BinaryWebSocketFrame copy = channel.readInbound();
    assertThat(copy.content().isDirect()).isFalse();
    assertThat(copy.isFinalFragment()).isFalse();
    assertThat(copy.rsv()).isEqualTo(3);
  }

  @Test
  void whatHoldsNothing_passesAsItIs() {
    for (Object message : List.of(LastHttpContent.EMPTY_LAST_CONTENT, "message")) {
      channel.writeInbound(message);
      assertThat(channel.<Object>readInbound()).isSameAs(message);
    }
  }
}
