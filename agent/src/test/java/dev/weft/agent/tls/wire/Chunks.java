package dev.weft.agent.tls.wire;

import java.util.Random;

/** In what pieces a wire passes bytes on. */
enum Chunks {
  /** As they come. */
  WHOLE {
    @Override
    int next(Random random) {
      return Integer.MAX_VALUE;
    }
  },
  /** One byte at a time: a record is cut everywhere. */
  SINGLE {
    @Override
    int next(Random random) {
      return 1;
    }
  },
  /** Some, with stalls in between: records are cut anywhere. */
  RANDOM {
    @Override
    int next(Random random) {
      return 1 + random.nextInt(random.nextBoolean() ? 8 : 3_000);
    }

    @Override
    int stall(Random random) {
      return random.nextInt(8) == 0 ? random.nextInt(4) : 0;
    }
  },
  /** Many records at once, after a stall in which they pile up. */
  PILED {
    @Override
    int next(Random random) {
      return Integer.MAX_VALUE;
    }

    @Override
    int stall(Random random) {
      return 2 + random.nextInt(8);
    }
  };

  /** How many bytes at most to pass on next. */
  abstract int next(Random random);

  /** Milliseconds to wait before that. */
  int stall(Random random) {
    return 0;
  }
}
