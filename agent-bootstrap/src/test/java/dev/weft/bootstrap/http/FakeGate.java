package dev.weft.bootstrap.http;

import dev.weft.bootstrap.MeshSocket;
import dev.weft.bootstrap.trace.TraceContext;
import dev.weft.bootstrap.trace.TraceScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes note of what it is told. */
final class FakeGate implements ClientGate {
  final List<String> events = new ArrayList<>();
  final List<Throwable> faults = new ArrayList<>();
  @Nullable TraceContext parent;
  @Nullable RuntimeException broken;

  @Override
  public ClientExchange begin(ClientView request) {
    if (broken != null) {
      throw broken;
    }
    parent = TraceScope.current();
    events.add("began " + request.method());
    return new ClientExchange() {
      @Override
      public void addressedTo(String host, int port) {
        events.add("for " + host + ":" + port);
      }

      @Override
      public void closed(int code) {
        events.add("closed " + code);
      }

      @Override
      public void carriedBy(MeshSocket socket) {
        events.add("carried");
      }

      @Override
      public void answered(int status) {
        if (broken != null) {
          throw broken;
        }
        events.add("answered " + status);
      }

      @Override
      public void failed(Throwable failure) {
        events.add("failed " + failure.getMessage());
      }
    };
  }

  @Override
  public boolean followsProgram() {
    if (broken != null) {
      throw broken;
    }
    return true;
  }

  @Override
  public void fault(String where, Throwable fault) {
    faults.add(fault);
  }
}
