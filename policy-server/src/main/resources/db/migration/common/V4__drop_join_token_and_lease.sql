DROP TABLE join_token;
DROP TABLE lease;
