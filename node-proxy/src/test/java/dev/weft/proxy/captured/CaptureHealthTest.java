package dev.weft.proxy.captured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.proxy.settings.CaptureSpec;
import dev.weft.proxy.workload.Workload;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaptureHealthTest {
  private final Kernel kernel = new Kernel();
  private final CaptureHealth health = new CaptureHealth(kernel);

  @Test
  void trouble_rulesThatCannotBeKept_isToldUntilTheyCan() throws Exception {
    assertThat(health.trouble()).isNull();

    kernel.failure = new IOException("nft: no permission");
    assertThatThrownBy(health::keep).isSameAs(kernel.failure);
    assertThat(health.trouble()).isEqualTo("nft: no permission");

    kernel.failure = null;
    health.keep();
    assertThat(health.trouble()).isNull();
  }

  private static final class Kernel implements KernelCapture {
    @Nullable IOException failure;

    @Override
    public void keep() throws IOException {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void check() {}

    @Override
    public Captured captured(Workload workload, CaptureSpec spec) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<InetSocketAddress> places(Captured captured) {
      return List.of();
    }

    @Override
    public Map<Captured, String> add(List<Captured> arriving) {
      return Map.of();
    }

    @Override
    public void remove(Captured leaving) {}

    @Override
    public void listen() {}

    @Override
    public void close() {}
  }
}
