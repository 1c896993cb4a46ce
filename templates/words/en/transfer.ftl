# Users as a table: taken out, taken in.

export-csv = As a table (CSV)
export-json = For programs (JSON)
export-format = File
transfer = Import, export
import-users = Import users
import-lead = A table with a row for each user. You see what would become of every row before anything changes.
import-step-file = File
import-step-columns = Columns
import-file = Table of users
import-file-hint = A CSV file: a row of headers, then commas, semicolons or tabs between the cells; at most { $rows } rows and { $n } MiB.
import-again-hint = An export can be changed in a spreadsheet and imported again: what is the same stays as it is.
import-upload = Upload
import-choose = Choose a file
import-too-large = The file is larger than { $n } MiB. Divide it into several.
import-empty = The file is empty
import-no-rows = There is no row under the headers
import-no-table = This is no table: save it as CSV (UTF-8) and choose that file
import-rows-many = There are more than { $max } rows. Divide the file into several.
import-quote-open = The quotes that begin in line { $line } never end: all that follows would be one cell
import-cell-long = A cell has more than { $max } letters. Shorten it, or leave its column out.
import-columns-many = There are more than { $max } columns
import-columns-lead = { $n ->
    [one] { $n } row was read. Say what each column is.
   *[other] { $n } rows were read. Say what each column is.
}
import-left = Not imported: { $columns }
import-column = Column
import-samples = First rows
import-goes-to = Goes to
import-goes-to-of = { $column } goes to
import-not = Not imported
import-how = How
import-key = Users are found by
import-key-hint = A row for somebody who is found changes them; any other is somebody new.
import-key-id = Key (UUID)
import-known = Users who are there
import-update = Change them as their row says
import-skip = Leave them out
import-new = New users
import-new-hint = Nobody becomes active by a table, whatever it says of their status.
import-draft = Add as drafts
import-invite = Add and invite by mail
import-role = Role of new users
import-role-hint = For rows that name none. Without a role nobody can sign in.
row-no-role = Without a role they cannot sign in.
import-empty-cells = Empty cells
import-keep = Say nothing: what is there stays
import-clear = Clear what is there
import-check = See what would happen
import-check-hint = Nothing changes yet.
import-other-file = Another file
import-twice = { $field } is chosen for two columns
import-no-key = No column says who is meant: choose one
import-no-email = New users need an e-mail address: choose its column
import-looking = Looking at every row
import-broke-off = Looking at the rows broke off
import-would = { $create ->
    [one] { $create } user would be added
   *[other] { $create } users would be added
}, { $update } changed{ $wrong ->
    [0] {""}
   *[other] , { $wrong } wrong and left out
}
import-taking = Taking the rows in
import-did = { $create ->
    [one] { $create } user was added
   *[other] { $create } users were added
}, { $update } changed{ $wrong ->
    [0] {""}
   *[other] , { $wrong } wrong and left out
}
import-cut = Not all rows were taken in. What was done before stays done.
import-job-page = What became of each
import-to-users = To the users
import-undo = Archive who was added
import-gives = New users get the role { $role } where their row names none.
import-undone = The job that archives who was added
import-rows-done = Rows and what became of them
import-nothing-yet = Nothing has changed yet.
import-apply = { $n ->
    [one] Import { $n } user
   *[other] Import { $n } users
}
import-change-columns = Change the columns
import-rows-file = All rows as CSV
import-rows = Rows and what would become of them
import-line = Line
import-said = What
row-create = New
row-update = Changed
row-same = Nothing to change
row-skip = Left out
row-wrong = Wrong
row-changes = Changes: { $fields }
row-is-there = Is there already
row-not-there = Is not there
row-twice = The same user as in line { $line }
row-no-id = That is no key of a user
row-too-long = More cells than headers
row-letters = Holds letters that cannot be read
row-lack = You may not do that:
row-other-email = Has another e-mail address: change that on the profile
refused-imported = This table was imported already
refused-unchecked = Look at what would happen first
import-check-job = { $n ->
    [one] Look at { $n } row of a table
   *[other] Look at { $n } rows of a table
}
import-job = { $n ->
    [one] Import { $n } row of a table
   *[other] Import { $n } rows of a table
}
import-gone = The table is not there any more: upload it again
