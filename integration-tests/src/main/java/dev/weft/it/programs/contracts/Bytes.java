package dev.weft.it.programs.contracts;

import java.util.Random;

/** Bytes that are the same in every run. */
final class Bytes {
  private Bytes() {}

  /** {@code size} bytes that {@code seed} stands for. */
  static byte[] of(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
