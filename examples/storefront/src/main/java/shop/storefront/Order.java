package shop.storefront;

/**
 * One order as the orders service tells it.
 *
 * @param id its number
 * @param item what was ordered
 * @param quantity how many
 */
record Order(long id, String item, int quantity) {}
