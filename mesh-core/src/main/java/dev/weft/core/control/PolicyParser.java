package dev.weft.core.control;

import dev.weft.core.json.JsonObject;
import dev.weft.core.policy.PolicyFormatException;

/** Reads one policy whole, or refuses it. */
interface PolicyParser<T> {
  T parse(JsonObject resource) throws PolicyFormatException;
}
