package dev.weft.server.ca;

import java.security.PublicKey;
import java.util.List;

/**
 * A certificate request whose signature was checked: the sender holds the private key.
 *
 * @param key the ECDSA P-256 public key to certify
 * @param wishes what the request asks for besides: each subject alternative name and extension, in
 *     words; a URI name is given as the URI alone
 */
public record SigningRequest(PublicKey key, List<String> wishes) {
  public SigningRequest {
    wishes = List.copyOf(wishes);
  }

  /** Whether the request asks for nothing but, at most, the URI {@code identity}. */
  public boolean asksOnlyFor(String identity) {
    return wishes.isEmpty() || wishes.equals(List.of(identity));
  }
}
