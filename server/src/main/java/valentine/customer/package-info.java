/// Who is this customer: people, the companies they belong to, and the handles by which we know them.
///
/// [Customers] answers who somebody is and finds him as you type. Publishes the view `customer.card` (customer, name,
/// account, account_name). Later words add to the customer's page with a
/// [CustomerPanel] bean.
@NullMarked
package valentine.customer;

import org.jspecify.annotations.NullMarked;
