package dev.weft.server;

import dev.weft.core.json.JsonObject;
import dev.weft.core.json.JsonWriter;
import dev.weft.server.ca.Pem;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Objects;

/** A workload's key and certificate chain. */
record Svid(PrivateKey key, List<X509Certificate> chain) {
  static KeyPair newKeys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  static String csrBody(String pem) {
    return JsonWriter.write(JsonObject.builder().put("csr", pem).build());
  }

  /** Joins with {@code token} and a request without names. */
  static Svid join(Client client, String token) throws Exception {
    KeyPair keys = newKeys();
    JsonObject answer =
        client
            .with("Authorization", "Bearer " + token)
            .post("/mesh/v1/svid", csrBody(Csr.of(keys).pem()))
            .require(200);
    return of(keys, answer);
  }

  static Svid of(KeyPair keys, JsonObject answer) throws Exception {
    String chain = Objects.requireNonNull(answer.string("chain"));
    return new Svid(keys.getPrivate(), Pem.certificates(chain));
  }

  X509Certificate leaf() {
    return chain.get(0);
  }
}
