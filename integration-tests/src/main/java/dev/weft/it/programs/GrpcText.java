package dev.weft.it.programs;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Methods of gRPC whose messages are plain text. */
public final class GrpcText implements MethodDescriptor.Marshaller<String> {
  static final String SERVICE = "shop.Orders";

  private GrpcText() {}

  /** The method {@code name} of the one service. */
  public static MethodDescriptor<String, String> method(String name) {
    GrpcText text = new GrpcText();
    return MethodDescriptor.<String, String>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(SERVICE + "/" + name)
        .setRequestMarshaller(text)
        .setResponseMarshaller(text)
        .build();
  }

  @Override
  public InputStream stream(String value) {
    return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String parse(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
