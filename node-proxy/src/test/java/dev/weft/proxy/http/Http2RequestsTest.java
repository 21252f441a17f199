package dev.weft.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.bootstrap.http.Verdict;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTP/2 that are malformed (RFC 9113, section 8), and what others become. */
class Http2RequestsTest {
  private static final String HEAD = ":method=POST,:scheme=http,:authority=a,:path=/x";

  /** The first one is that of an upgrade, to Netty's handlers outside of a server. */
  private static final int STREAM = 3;

  private static final int LAST = Http2Client.END_HEADERS | Http2Client.END_STREAM;

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final EmbeddedChannel server = new EmbeddedChannel(new ServerSide());
  private final List<HttpRequest> heads = new ArrayList<>();
  private boolean whole;
  private Http2Client client;

  @BeforeEach
  void begin() {
    Http2Wire.install(
        connection,
        request -> Verdict.ALLOWED,
        () ->
            new Upstreams() {
              @Override
              public Future<Channel> channelFor(HttpRequest request) {
                return connection.eventLoop().newSucceededFuture(server);
              }

              @Override
              public void close() {
                server.close();
              }
            });
    client = new Http2Client(connection);
    client.answers();
  }

  @AfterEach
  void release() {
    connection.finishAndReleaseAll();
    server.finishAndReleaseAll();
  }

  /** Takes what has come to the server. */
  private void read() {
    connection.runPendingTasks();
    for (Object part = server.readOutbound(); part != null; part = server.readOutbound()) {
      if (part instanceof HttpRequest head) {
        heads.add(head);
      }
      whole |= part instanceof LastHttpContent;
      ReferenceCountUtil.release(part);
    }
  }

  private void ask(String fields) {
    client.send(Http2Client.HEADERS, LAST, STREAM, Http2Client.block(fields.split(",")));
    read();
  }

  private void ask(String fields, String body, String trailer) {
    byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
    client.send(
        Http2Client.HEADERS, Http2Client.END_HEADERS, STREAM, Http2Client.block(fields.split(",")));
    client.send(Http2Client.DATA, trailer.isEmpty() ? Http2Client.END_STREAM : 0, STREAM, bytes);
    if (!trailer.isEmpty()) {
      client.send(Http2Client.HEADERS, LAST, STREAM, Http2Client.block(trailer));
    }
    read();
  }

  private void assertRefused() {
    assertThat(heads).isEmpty();
    assertThat(client.answers()).singleElement().isIn("status 400", "reset 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Upper=1",
        "x y=1",
        " x=1",
        "x =1",
        "x:y=1",
        "x(=1",
        "x\r=1",
        "x\u0000=1",
        "x\u0001=1",
        "x\u00e4=1",
        "=1",
        "x=a\rb",
        "x=a\nb",
        "x=a\u0000b",
        "x= a",
        "x=\ta",
        "x=a ",
        "x=a\t",
        "connection=close",
        "connection=x",
        "transfer-encoding=chunked",
        "keep-alive=1",
        "proxy-connection=close",
        "upgrade=websocket",
        "te=gzip",
        "te=trailers; gzip",
        ":unknown=1",
        ":protocol=websocket",
        ":status=200",
        ":method=POST",
        ":scheme=http",
        ":authority=a",
        ":path=/x",
        "host=b",
        "content-length=",
        "content-length=-1",
        "content-length=+0",
        "content-length=0x0",
        "content-length=0,content-length=1",
        "content-length=99999999999999999999",
        "content-length=1",
      })
  void field_thatMayNotBe_isRefusedUnseen(String fields) {
    ask(HEAD + "," + fields);

    assertRefused();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":scheme=http,:authority=a,:path=/x",
        ":method=GET,:authority=a,:path=/x",
        ":method=GET,:scheme=http,:authority=a",
        ":method=GET,:scheme=http,:path=/x",
        ":method=,:scheme=http,:authority=a,:path=/x",
        ":method=GET,:scheme=,:authority=a,:path=/x",
        ":method=GET,:scheme=http,:authority=,:path=/x",
        ":method=GET,:scheme=http,:authority=a,:path=",
        ":method=GET,:scheme=http,:path=/x,host=",
        "x=1,:method=GET,:scheme=http,:authority=a,:path=/x",
        ":method=GET,:scheme=http,:authority=a,x=1,:path=/x",
        ":method=GE T,:scheme=http,:authority=a,:path=/x",
        ":method=GET /x\r\n,:scheme=http,:authority=a,:path=/x",
        ":method=G\u00e4T,:scheme=http,:authority=a,:path=/x",
        ":method=CONNECT,:scheme=http,:authority=a:1,:path=/x",
        ":method=CONNECT,:authority=a:1",
        ":method=GET,:scheme=ht tp,:authority=a,:path=/x",
        ":method=GET,:scheme=http://b/,:authority=a,:path=/x",
        ":method=GET,:scheme=ftp,:authority=a,:path=/x",
        ":method=GET,:scheme=http,:authority=a b,:path=/x",
        ":method=GET,:scheme=http,:authority=a/b,:path=/x",
        ":method=GET,:scheme=http,:authority=u@a,:path=/x",
        ":method=GET,:scheme=http,:authority=a\u00e4,:path=/x",
        ":method=GET,:scheme=http,:authority=a\rb,:path=/x",
        ":method=GET,:scheme=http,:authority=a,:path=x",
        ":method=GET,:scheme=http,:authority=a,:path=*",
        ":method=GET,:scheme=http,:authority=a,:path=http://b/x",
        ":method=GET,:scheme=http,:authority=a,:path=/x y",
        ":method=GET,:scheme=http,:authority=a,:path=/x HTTP/1.1\r\nx: y",
        ":method=GET,:scheme=http,:authority=a,:path=/x\ty",
        ":method=GET,:scheme=http,:authority=a,:path=/x\u0000",
        ":method=GET,:scheme=http,:authority=a,:path=/x\u0001",
        ":method=GET,:scheme=http,:authority=a,:path=/x\u007f",
        ":method=GET,:scheme=http,:authority=a,:path=/x\u00e4",
        ":method=GET,:scheme=http,:authority=a,:path=/x#y",
      })
  void head_thatIsMalformed_isRefusedUnseen(String fields) {
    ask(fields);

    assertRefused();
  }

  @ParameterizedTest
  @CsvSource({
    "content-length=6,''",
    "content-length=4,''",
    "content-length=6,y=1",
    "x=1,content-length=5",
    "x=1,host=b",
    "x=1,:path=/y",
    "x=1,:status=200",
    "x=1,transfer-encoding=chunked",
    "x=1,Y=1",
    "x=1,'y=a\rb'",
    "x=1,'y=a '",
  })
  void body_thatIsNotAsItMustBe_isNeverWhole(String field, String trailer) {
    ask(HEAD + "," + field, "hello", trailer);

    assertThat(whole).isFalse();
    assertThat(server.isOpen()).isFalse();
    assertThat(client.answers()).containsExactly("reset 1");
  }

  @Test
  void request_asItMustBe_goesOn() {
    ask(HEAD + ",te=trailers,content-length=5,cookie=a=1,cookie=b=2", "hello", "y=1");

    assertThat(whole).isTrue();
    assertThat(client.answers()).isEmpty();
    assertThat(heads)
        .singleElement()
        .satisfies(it -> assertThat(it.uri()).isEqualTo("/x"))
        .satisfies(it -> assertThat(it.headers().get("cookie")).isEqualTo("a=1; b=2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"content-length=5,content-length=5", "content-length=5"})
  void length_thatIsSaidTwice_goesOnOnce(String lengths) {
    ask(HEAD + "," + lengths, "hello", "");

    assertThat(whole).isTrue();
    assertThat(heads.get(0).headers().getAll("content-length")).containsExactly("5");
  }

  @Test
  void asterisk_ofOptions_goesOn() {
    ask(":method=OPTIONS,:scheme=http,:authority=a,:path=*");

    assertThat(heads.get(0).uri()).isEqualTo("*");
  }

  @Test
  void answer_beforeTheRequestIsWhole_endsItsStreamWithoutError() {
    client.send(
        Http2Client.HEADERS, Http2Client.END_HEADERS, STREAM, Http2Client.block(HEAD.split(",")));
    read();

    server.writeInbound(
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE));

    assertThat(client.answers()).containsExactly("status 413", "reset 0");
  }

  @Test
  void refusal_beforeTheRequestIsWhole_endsItsStreamWithoutError() {
    client.send(
        Http2Client.HEADERS,
        Http2Client.END_HEADERS,
        STREAM,
        Http2Client.block((HEAD + "#").split(",")));
    read();

    assertThat(client.answers()).containsExactly("status 400", "reset 0");
  }
}
