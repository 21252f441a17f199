package dev.weft.boringssl;

import javax.net.ssl.SSLEngineResult.Status;

/** What one call has done; as the members of {@link javax.net.ssl.SSLEngineResult}. */
record Step(Status status, int consumed, int produced) {}
