/** A small service in Spring Boot 2.7, which knows nothing of Weft. */
package shop.frameworks;
