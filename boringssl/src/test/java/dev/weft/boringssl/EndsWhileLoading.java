package dev.weft.boringssl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that ends while its library is being loaded, and says where that lies. */
final class EndsWhileLoading implements NativeAccess {
  private final CountDownLatch loading = new CountDownLatch(1);

  private EndsWhileLoading() {}

  public static void main(String[] arguments) throws InterruptedException {
    EndsWhileLoading access = new EndsWhileLoading();
    Thread thread = new Thread(access::begin);
    thread.setDaemon(true);
    thread.start();
    access.loading.await();
  }

  private void begin() {
    try {
      BoringSslEngines unused = BoringSslEngines.load(this);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void load(Path file) {
    System.out.println(file);
    loading.countDown();
    try {
      new CountDownLatch(1).await(); // for as long as the process lives
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long address(ByteBuffer direct) {
    throw new AssertionError();
  }
}
