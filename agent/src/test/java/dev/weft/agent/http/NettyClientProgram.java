package dev.weft.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a program does with Netty's codecs whose requests do not go well. Each public method is a
 * test, which leaves behind how its requests must have ended; {@link NettyClientEndsTest} runs each
 * with woven classes of its own, and looks.
 */
public final class NettyClientProgram {
  private NettyClientProgram() {}

  /** The server's end of a connection: it does with each request what it is told to. */
  private static final class Server extends ChannelInboundHandlerAdapter {
    private final List<Http2FrameStream> asked = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof Http2HeadersFrame headers) {
        asked.add(headers.stream());
      }
    }
  }

  /** Two ends of HTTP/2, without a network. */
  private static final class Http2 {
    private final Server server = new Server();
    private final Http2FrameCodec itsCodec = Http2FrameCodecBuilder.forServer().build();
    private final EmbeddedChannel there = new EmbeddedChannel(itsCodec, server);
    private final Http2FrameCodec codec = Http2FrameCodecBuilder.forClient().build();
    private final List<Http2Stream> streams = new ArrayList<>();
    private final EmbeddedChannel here =
        new EmbeddedChannel(codec, new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));

    Http2() {
      exchange();
    }

    /** Carries what either has written to the other, until neither has anything more to say. */
    void exchange() {
      boolean more = true;
      while (more) {
        here.runPendingTasks();
        there.runPendingTasks();
        boolean forth = carry(here, there);
        boolean back = carry(there, here);
        more = forth || back;
      }
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
      boolean any = false;
      for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
        boolean unused = to.writeInbound(bytes);
        any = true;
      }
      return any;
    }

    Channel get(String path) {
      Future<Http2StreamChannel> opened =
          new Http2StreamChannelBootstrap(here).handler(new Silent()).open();
      exchange();
      Channel stream = opened.getNow();
      var unused =
          stream.writeAndFlush(
              new DefaultHttp2HeadersFrame(
                  new DefaultHttp2Headers()
                      .method("GET")
                      .scheme("http")
                      .authority("shop:80")
                      .path(path),
                  true));
      here.runPendingTasks();
      int id = ((Http2StreamChannel) stream).stream().id();
      streams.add(codec.connection().stream(id));
      exchange();
      return stream;
    }

    void answer(int index) {
      var unused =
          there.writeAndFlush(
              new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"), true)
                  .stream(server.asked.get(index)));
      exchange();
    }

    void reset(int index) {
      var unused =
          there.writeAndFlush(
              new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM)
                  .stream(server.asked.get(index)));
      exchange();
    }

    /** The server takes no stream after that of the request {@code index}, which may have come. */
    void goAway(int index) {
      int last = server.asked.get(index).id();
      ChannelHandlerContext ctx = there.pipeline().context(itsCodec);
      var unused =
          itsCodec
              .encoder()
              .writeGoAway(
                  ctx, last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
      ctx.flush();
      exchange();
    }

    /** Neither Netty nor Weft keeps anything of a stream. */
    void assertNothingIsLeft() {
      assertThat(codec.connection().numActiveStreams()).isZero();
      var key = (Http2Connection.PropertyKey) kept(here, "dev.weft.streams", "key");
      assertThat(streams).isNotEmpty();
      for (Http2Stream stream : streams) {
        Object left = stream.getProperty(key);
        assertThat(left).isNull();
      }
    }

    void close() {
      boolean unused = here.finishAndReleaseAll();
      unused = there.finishAndReleaseAll();
    }
  }

  @ChannelHandler.Sharable
  private static final class Silent extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {}
  }

  public static String reset_beforeTheAnswer_endsOnceWithoutOne() {
    Http2 connection = new Http2();
    Channel unused = connection.get("/a");
    unused = connection.get("/b");

    connection.reset(0);
    connection.answer(1);

    connection.assertNothingIsLeft();
    connection.close();
    return "GET /a java.nio.channels.ClosedChannelException, GET /b 200";
  }

  public static String reset_afterTheAnswersHead_endedAlready() {
    Http2 connection = new Http2();
    Channel unused = connection.get("/a");
    var unusedHead =
        connection.there.writeAndFlush(
            new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200"))
                .stream(connection.server.asked.get(0)));
    connection.exchange();

    connection.reset(0);

    connection.assertNothingIsLeft();
    connection.close();
    return "GET /a 200";
  }

  public static String reset_byTheProgram_endsOnceWithoutAnAnswer() {
    Http2 connection = new Http2();
    Channel stream = connection.get("/a");

    var unused = stream.close();
    connection.exchange();

    connection.assertNothingIsLeft();
    connection.close();
    return "GET /a java.nio.channels.ClosedChannelException";
  }

  public static String goAway_streamsBeyondTheLast_endOnceAndOthersAreAnswered() {
    Http2 connection = new Http2();
    Channel unused = connection.get("/taken");
    unused = connection.get("/late");

    connection.goAway(0);
    connection.answer(0);

    connection.assertNothingIsLeft();
    connection.close();
    return "GET /taken 200, GET /late java.nio.channels.ClosedChannelException";
  }

  public static String close_withStreamsWaiting_endsEachOnce() {
    Http2 connection = new Http2();
    Channel unused = connection.get("/a");
    unused = connection.get("/b");

    var closed = connection.here.close();
    connection.exchange();

    assertThat(closed.isDone()).isTrue();
    connection.assertNothingIsLeft();
    connection.close();
    return "GET /a java.nio.channels.ClosedChannelException,"
        + " GET /b java.nio.channels.ClosedChannelException";
  }

  /** What a field holds of what Weft keeps with a channel. */
  private static Object kept(Channel channel, String attribute, String field) {
    try {
      Object keeper = channel.attr(AttributeKey.valueOf(attribute)).get();
      Field declared = keeper.getClass().getDeclaredField(field);
      declared.setAccessible(true);
      return declared.get(keeper);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(attribute + ": no " + field, e);
    }
  }

  /** Ends the connection, after which nobody waits for an answer. */
  private static void finish(EmbeddedChannel channel) {
    boolean unused = channel.finishAndReleaseAll();
    assertThat((Collection<?>) kept(channel, "dev.weft.sent", "waiting")).isEmpty();
  }

  private static EmbeddedChannel http1() {
    return new EmbeddedChannel(new HttpClientCodec());
  }

  private static void send(EmbeddedChannel channel, String method, String target) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
    Object unused = request.headers().set("host", "shop:80");
    boolean unusedAny = channel.writeOutbound(request);
  }

  private static void receive(EmbeddedChannel channel, String text) {
    boolean unused = channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
  }

  public static String connect_throughAProxy_isOneRequestAndWhatGoesThroughAnother() {
    EmbeddedChannel channel = http1();
    send(channel, "CONNECT", "shop:80");
    receive(channel, "HTTP/1.1 200 OK\r\n\r\n");

    // As a proxy's handler does: the tunnel has a codec of its own.
    ChannelHandler before = channel.pipeline().remove(HttpClientCodec.class);
    assertThat(before).isNotNull();
    var unused = channel.pipeline().addLast(new HttpClientCodec());
    send(channel, "GET", "/a");
    receive(channel, "HTTP/1.1 204 No Content\r\n\r\n");

    finish(channel);
    return "CONNECT  200, GET /a 204";
  }

  public static String connect_refusedByTheProxy_endsOnceWithItsAnswer() {
    EmbeddedChannel channel = http1();
    send(channel, "CONNECT", "shop:80");

    receive(channel, "HTTP/1.1 407 Who are you\r\ncontent-length: 0\r\n\r\n");

    finish(channel);
    return "CONNECT  407";
  }

  public static String connect_closedByTheProxy_endsOnceWithoutAnAnswer() {
    EmbeddedChannel channel = http1();
    send(channel, "CONNECT", "shop:80");

    finish(channel);

    return "CONNECT  java.nio.channels.ClosedChannelException";
  }

  public static String answers_ofManyRequests_leaveNothing() {
    EmbeddedChannel channel = http1();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      send(channel, "GET", "/" + i);
      receive(channel, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
      expected.append(i == 0 ? "" : ", ").append("GET /").append(i).append(" 204");
    }

    assertThat((Collection<?>) kept(channel, "dev.weft.sent", "waiting")).isEmpty();
    finish(channel);
    return expected.toString();
  }

  public static String answer_malformed_endsOnceWithWhatNettySays() {
    EmbeddedChannel channel = http1();
    send(channel, "GET", "/a");

    receive(channel, "HTTP/1.1 two hundred\r\n\r\n");

    finish(channel);
    return "GET /a java.lang.NumberFormatException";
  }
}
