package dev.weft.boringssl;

import io.netty.internal.tcnative.Buffer;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the surroundings have to give to this package's classes to reach native code and memory. */
public interface NativeAccess {
  /** By means that everybody has. */
  NativeAccess JDK =
      new NativeAccess() {
        @Override
        public void load(Path file) {
          System.load(file.toString());
        }

        @Override
        public long address(ByteBuffer direct) {
          return Buffer.address(direct);
        }
      };

  /**
   * Loads a native library for the class loader that this package's classes have. {@link
   * System#load} prints a warning from JDK 24 on (JEP 472).
   *
   * @param file where the library is
   * @throws LinkageError when it is none that can be loaded here
   */
  void load(Path file);

  /** Where {@code direct} begins, whatever its position. Asked several times for each record. */
  long address(ByteBuffer direct);
}
