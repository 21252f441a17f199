package dev.weft.it.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.harness.JvmProcess;
import dev.weft.it.harness.NodeProxyProcess;
import dev.weft.it.harness.TestMesh;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests over HTTP/2 that a program, or whom it passes them on to, could read otherwise than the
 * proxy has judged them: it gets nothing of them, and other streams go on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HiddenHttp2RequestTest {
  private static final int PATIENCE = (int) JvmProcess.PATIENCE.toMillis();

  private HeldHttp2Program program;
  private TestMesh mesh;
  private NodeProxyProcess proxy;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    program = new HeldHttp2Program();
    mesh = TestMesh.start(folder, Map.of());
    String listener = "{inbound: '127.0.0.1:0', to: '127.0.0.1:%d', protocol: http2}";
    proxy = mesh.nodeProxy("back", "server", "{}", List.of(listener.formatted(program.port())));
  }

  @AfterAll
  void stop() throws IOException {
    assertThat(proxy.process().stdout()).doesNotContain("LEAK", "event=fault", "event=netty");
    proxy.close();
    mesh.close();
    program.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":method=GET,:authority=a,:path=/open",
        ":scheme=http,:authority=a,:path=/open",
        ":method=GET,:scheme=http://b/,:authority=a,:path=/open",
        ":method=GET,:scheme=http,:authority=a,:path=/open,:path=/hidden",
        ":method=GET,:scheme=http,:authority=a,:path=/open HTTP/1.1\r\nhost: b",
        ":method=GET,:scheme=http,:authority=a,:path=/open\u0000",
        ":method=GET,:scheme=http,:authority=a,:path=/open\u00e4",
        ":method=GET,:scheme=http,:authority=a,:path=/open#x",
        ":method=GET,:scheme=http,:authority=a,:path=open",
        ":method=GET,:scheme=http,:authority=a,:path=/open,host=b",
        ":method=GET,:scheme=http,:authority=a,:path=/open,:protocol=x",
        ":method=GET,:scheme=http,:authority=a,:path=/open,x=a\r\nb: c",
        ":method=GET,:scheme=http,:authority=a,:path=/open,x=a ",
        ":method=GET,:scheme=http,:authority=a,:path=/open,X=a",
        ":method=GET,:scheme=http,:authority=a,:path=/open,x\r\nb=a",
        ":method=GET,:scheme=http,:authority=a,:path=/open,content-length=5",
        ":method=GET,:scheme=http,:authority=a,:path=/open,transfer-encoding=chunked",
        ":method=GET,:scheme=http,:authority=a,:path=/open,connection=x",
        ":method=CONNECT,:authority=a:1",
      })
  void request_thatIsMalformed_isRefusedUnseenAndOthersGoOn(String fields) throws IOException {
    int before = program.asked();
    try (RawHttp2 client = RawHttp2.connect(proxy.ports().get(0), PATIENCE)) {
      int last = RawHttp2.END_STREAM | RawHttp2.END_HEADERS;
      client.send(RawHttp2.frame(RawHttp2.HEADERS, last, 1, block(fields)));

      assertRefused(client);
      client.get(3, "/open");
      assertThat(client.status(client.next(RawHttp2.HEADERS))).isEqualTo("200");
    }
    assertThat(program.asked() - before).isEqualTo(1);
  }

  private static void assertRefused(RawHttp2 client) throws IOException {
    RawHttp2.Frame answer = client.next();
    while (answer.stream() == 0) {
      answer = client.next();
    }
    assertThat(answer.stream()).isEqualTo(1);
    if (answer.type() == RawHttp2.RESET) {
      assertThat(answer.number(0)).isEqualTo(RawHttp2.PROTOCOL_ERROR);
    } else {
      assertThat(client.status(answer)).isEqualTo("400");
    }
  }

  private static byte[] block(String fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (String field : fields.split(",", -1)) {
      int end = field.indexOf('=');
      RawHttp2.field(block, field.substring(0, end), field.substring(end + 1));
    }
    return block.toByteArray();
  }
}
