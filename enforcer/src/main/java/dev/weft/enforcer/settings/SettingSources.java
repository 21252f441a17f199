package dev.weft.enforcer.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of all settings from every place, checked for names that nobody knows. Every text is
 * read, also one that a stronger place overrides: a malformed setting is never passed over.
 */
public final class SettingSources {
  /** From the strongest place to the weakest. */
  private final List<Place> places;

  private SettingSources(List<Place> places) {
    this.places = places;
  }

  /**
   * Takes what concerns the program.
   *
   * @param known every setting of the program
   * @param argument what the program's own argument says, by name; the strongest place
   * @param properties system properties; those that do not begin with {@code weft.} are ignored
   * @param environment variables; those that do not begin with {@code WEFT_} are ignored
   * @param file what the program's file says, by name; the weakest place
   * @throws SettingException when a name is unknown
   */
  public static SettingSources of(
      List<Setting<?>> known,
      Map<String, String> argument,
      Map<String, String> properties,
      Map<String, String> environment,
      Map<String, String> file) {
    Place inArgument = new Place("", "", new HashMap<>());
    Place inProperties = new Place("-D", Setting.PROPERTY_PREFIX, new HashMap<>());
    Place inEnvironment = new Place("", Setting.VARIABLE_PREFIX, new HashMap<>());
    Place inFile = new Place("", "", new HashMap<>());
    inArgument.takeAll(argument, known);
    inProperties.takeAll(properties, known);
    inEnvironment.takeAll(environment, known);
    inFile.takeAll(file, known);
    return new SettingSources(List.of(inArgument, inProperties, inEnvironment, inFile));
  }

  /**
   * The value of a setting: the strongest that is given, else the default, else null.
   *
   * @throws SettingException when any of the given texts is malformed
   */
  public <T> @Nullable T find(Setting<T> setting) {
    T found = null;
    for (Place place : places) {
      String text = place.texts().get(setting.name());
      if (text != null) {
        T value = setting.parse(text, place.spell(setting));
        found = found == null ? value : found;
      }
    }
    String fallback = setting.fallback();
    return found == null && fallback != null ? setting.parse(fallback, setting.name()) : found;
  }

  /**
   * As {@link #find}, for a setting that must have a value.
   *
   * @throws SettingException also when it has none
   */
  public <T> T get(Setting<T> setting) {
    T value = find(setting);
    if (value == null) {
      throw new SettingException(
          setting.name()
              + ": not set (expected: "
              + setting.type().expected()
              + "); give it as "
              + setting.name()
              + ", as -D"
              + setting.property()
              + " or as "
              + setting.variable());
    }
    return value;
  }

  /**
   * One of the places.
   *
   * @param flag what stands before a name in a message
   * @param prefix what the names begin with there
   * @param texts what was found, by the setting's name
   */
  private record Place(String flag, String prefix, Map<String, String> texts) {
    boolean isEnvironment() {
      return prefix.equals(Setting.VARIABLE_PREFIX);
    }

    String spell(Setting<?> setting) {
      return flag + (isEnvironment() ? setting.variable() : prefix + setting.name());
    }

    /** Takes those that begin with this place's prefix, in the order of their names. */
    void takeAll(Map<String, String> given, List<Setting<?>> all) {
      for (Map.Entry<String, String> entry : new TreeMap<>(given).entrySet()) {
        if (entry.getKey().startsWith(prefix)) {
          take(entry.getKey().substring(prefix.length()), entry.getValue(), all);
        }
      }
    }

    private void take(String name, String text, List<Setting<?>> all) {
      String typed = flag + prefix + name;
      List<String> known = new ArrayList<>();
      for (Setting<?> setting : all) {
        String spelt = spell(setting);
        if (spelt.equals(typed)) {
          texts.put(setting.name(), text);
          return;
        }
        known.add(spelt);
      }
      boolean shared = !prefix.isEmpty();
      String variable = isEnvironment() ? prefix + name : Setting.variable(name);
      if (shared && OtherPrograms.own(variable)) {
        return;
      }
      String nearest = NearestName.find(typed, known);
      throw new SettingException(
          "setting "
              + Texts.abbreviate(typed)
              + ": unknown ("
              + (nearest == null
                  ? "expected one of: " + String.join(", ", known)
                  : "did you mean " + nearest + "?")
              + ")");
    }
  }
}
