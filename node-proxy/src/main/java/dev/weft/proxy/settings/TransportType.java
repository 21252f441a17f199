package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ChoiceType;
import dev.weft.enforcer.settings.ValueType;
import java.util.Optional;

/** A transport by its name, or {@code auto}: empty, for what is usual on a machine. */
record TransportType() implements ValueType<Optional<TransportChoice>> {
  private static final String AUTO = "auto";
  private static final ChoiceType<TransportChoice> NAMED = new ChoiceType<>(TransportChoice.class);

  @Override
  public String expected() {
    return NAMED.expected() + ", " + AUTO;
  }

  @Override
  public Optional<TransportChoice> parse(String text) {
    return text.equals(AUTO) ? Optional.empty() : Optional.of(NAMED.parse(text));
  }
}
