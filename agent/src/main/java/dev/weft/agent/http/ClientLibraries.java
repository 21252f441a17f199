package dev.weft.agent.http;

import dev.weft.agent.http.apache4.Apache4Library;
import dev.weft.agent.http.apache4async.Apache4AsyncLibrary;
import dev.weft.agent.http.apache5.Apache5Library;
import dev.weft.agent.http.apache5async.Apache5AsyncLibrary;
import dev.weft.agent.http.jdkclient.JdkClientLibrary;
import dev.weft.agent.http.jettyclient.JettyClientLibrary;
import dev.weft.agent.http.okhttp.OkHttpLibraries;
import dev.weft.agent.http.urlconnection.UrlConnectionLibrary;
import java.util.List;
import java.util.stream.Stream;

/** Every client library that is woven, here and nowhere else. */
public final class ClientLibraries {
  /** All of them. */
  public static final List<ClientLibrary> ALL =
      Stream.of(
              List.of(UrlConnectionLibrary.LIBRARY),
              List.of(JdkClientLibrary.LIBRARY),
              List.of(Apache4Library.LIBRARY),
              List.of(Apache4AsyncLibrary.LIBRARY),
              List.of(Apache5Library.LIBRARY),
              List.of(Apache5AsyncLibrary.LIBRARY),
              List.of(JettyClientLibrary.LIBRARY),
              OkHttpLibraries.ALL)
          .flatMap(List::stream)
          .toList();

  private ClientLibraries() {}
}
