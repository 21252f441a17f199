package dev.weft.agent.nativenet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignNetworkingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/apache/tomcat/jni/Socket",
        "io/netty/handler/codec/quic/Quiche",
        "io/netty/incubator/codec/quic/Quiche",
        "shaded/io/netty/handler/codec/quic/Quiche",
        "software/amazon/awssdk/crt/CRT",
        "one/nio/net/NativeSocket",
        "sun/nio/ch/sctp/SctpNet"
      })
  void what_nativeNetworking_isKnown(String name) {
    assertThat(ForeignNetworking.what(name)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java/net/Socket",
        "org/apache/tomcat/jni/Library",
        "org/apache/tomcat/util/net/NioEndpoint",
        "io/netty/channel/epoll/Epoll",
        "A",
        "x/T"
      })
  void what_anythingElse_isNone(String name) {
    assertThat(ForeignNetworking.what(name)).isNull();
  }
}
