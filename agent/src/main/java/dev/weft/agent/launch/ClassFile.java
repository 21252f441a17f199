package dev.weft.agent.launch;

/**
 * A class file, in an array that is used again once this is closed. By one thread.
 *
 * @param bytes it lies at their beginning
 * @param length how many of them are it
 * @param spare takes the array back
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ClassFile(byte[] bytes, int length, SpareBytes spare) implements AutoCloseable {
  @Override
  public void close() {
    spare.give(bytes);
  }
}
