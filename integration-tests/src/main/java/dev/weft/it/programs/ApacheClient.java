package dev.weft.it.programs;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** A client on Apache HttpClient 5, one connection in each session. */
public final class ApacheClient {
  private ApacheClient() {}

  /** Arguments: PORT MARKER. */
  public static void main(String[] args) throws Exception {
    Rounds.run(args, ApacheSession::new);
  }

  private static final class ApacheSession implements Session {
    private final CloseableHttpClient client = HttpClients.createDefault();
    private final String uri;

    ApacheSession(int port) {
      uri = "http://127.0.0.1:" + port + "/echo";
    }

    @Override
    public byte[] exchange(byte[] message) throws Exception {
      HttpPost post = new HttpPost(uri);
      post.setEntity(new ByteArrayEntity(message, ContentType.APPLICATION_OCTET_STREAM));
      return client.execute(post, response -> EntityUtils.toByteArray(response.getEntity()));
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }
}
