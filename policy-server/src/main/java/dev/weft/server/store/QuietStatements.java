package dev.weft.server.store;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

/** Keeps what is stored out of the messages of failures, which end up in logs. */
public final class QuietStatements {
  private QuietStatements() {}

  /** Lets failures of {@code jdbi} name no statement and no value. */
  public static void configure(Jdbi jdbi) {
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
  }
}
