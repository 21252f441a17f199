/**
 * A small immutable JSON tree over jackson-core's streaming parser: no reflection and no data
 * binding, because it runs inside other people's JVMs before their {@code main}.
 *
 * <p>Starting points: {@link dev.weft.core.json.JsonReader} to read (JSON, or YAML through a YAML
 * parser), {@link dev.weft.core.json.JsonWriter} to write, {@link dev.weft.core.json.JsonObject} to
 * build.
 */
@NullMarked
package dev.weft.core.json;

import org.jspecify.annotations.NullMarked;
