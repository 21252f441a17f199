package dev.weft.proxy.settings;

import dev.weft.enforcer.settings.ValueType;
import java.util.Set;
import java.util.TreeSet;

/** Users of this machine by their numbers, with commas between them. */
record UsersType() implements ValueType<Set<Integer>> {
  @Override
  public String expected() {
    return "user IDs with commas between them";
  }

  @Override
  public Set<Integer> parse(String text) {
    Set<Integer> users = new TreeSet<>();
    for (String one : text.split(",", -1)) {
      int user = Integer.parseInt(one.strip());
      if (user < 0) {
        throw new IllegalArgumentException("negative");
      }
      users.add(user);
    }
    return users;
  }
}
