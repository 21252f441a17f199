package dev.weft.it.programs;

import java.io.IOException;
import org.apache.http.impl.nio.client.HttpAsyncClients;

/** Apache HttpAsyncClient 4.1's minimal client. */
public final class Apache4MinimalFront {
  private Apache4MinimalFront() {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    Apache4AsyncFront.serve(HttpAsyncClients.createMinimal());
  }
}
