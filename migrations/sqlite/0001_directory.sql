-- The directory: people, what they may do, how they get in, and the trail of every change.
--
-- Types: ids are UUID v7 in a BLOB, moments are RFC 3339 text in UTC (they sort as they read), JSON is text.
-- "seq" gives rows a stable integer for the full-text index; nothing else refers to it.

-- Says whose file this is, so that another program's database is never taken for ours ("Role" in ASCII).
PRAGMA application_id = 0x526F6C65;

-- One row: what an administrator decides for the whole project. Absent until set-up is done, which closes /setup for good.
CREATE TABLE settings (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    project_name        TEXT    NOT NULL,
    default_language    TEXT    NOT NULL,
    default_timezone    TEXT    NOT NULL,
    invitation_days     INTEGER NOT NULL DEFAULT 7 CHECK (invitation_days BETWEEN 1 AND 30),
    -- Of addresses that may be invited, one to a line; none is all.
    allowed_domains     TEXT    NOT NULL DEFAULT '',
    session_idle_minutes INTEGER NOT NULL DEFAULT 60 CHECK (session_idle_minutes BETWEEN 5 AND 1440),
    session_max_minutes INTEGER NOT NULL DEFAULT 1440 CHECK (session_max_minutes BETWEEN 60 AND 10080),
    -- Open at once per user; the one seen longest ago gives way to a new one.
    sessions_per_user   INTEGER NOT NULL DEFAULT 20 CHECK (sessions_per_user BETWEEN 1 AND 100),
    -- Code points of a new password; fewer than 15 only where two-factor is required of everyone.
    password_min        INTEGER NOT NULL DEFAULT 15 CHECK (password_min BETWEEN 8 AND 64),
    -- Who must use two-factor, besides those whose role says so.
    two_factor          TEXT    NOT NULL DEFAULT 'admins' CHECK (two_factor IN ('nobody', 'admins', 'everyone')),
    -- Wrong passwords in a row that suspend an account; 0 means that none do.
    suspend_after       INTEGER NOT NULL DEFAULT 0 CHECK (suspend_after = 0 OR suspend_after BETWEEN 10 AND 100),
    -- Whether users may delete their own account.
    own_deletion        INTEGER NOT NULL DEFAULT 0,
    -- The sender of all mails, as "Acme <people@acme.example>"; '' is the one that the server was started with.
    mail_from           TEXT    NOT NULL DEFAULT '',
    -- Where answers go to mails that nobody in particular has caused; '' is the sender.
    mail_reply_to       TEXT    NOT NULL DEFAULT '',
    -- Goes up with every change to a role or a permission, by the triggers below: whoever remembers what roles may do knows at
    -- the next request, on any node, that it is not so any more.
    rights_version      INTEGER NOT NULL DEFAULT 1,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    CHECK (password_min >= 15 OR two_factor = 'everyone')
) STRICT;

CREATE TABLE roles (
    id                  BLOB    NOT NULL PRIMARY KEY,
    name                TEXT    NOT NULL CHECK (length(name) <= 60),
    -- Folded name: "editor" and "Éditor" are one role; the unique key decides, nobody checks first.
    name_key            TEXT    NOT NULL UNIQUE,
    icon                TEXT    NOT NULL DEFAULT '',
    description         TEXT    NOT NULL DEFAULT '',
    admin_access        INTEGER NOT NULL DEFAULT 0,
    app_access          INTEGER NOT NULL DEFAULT 0,
    require_2fa         INTEGER NOT NULL DEFAULT 0,
    -- A JSON list of CIDR blocks; empty means anywhere.
    ip_allow            TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(ip_allow)),
    -- 'public' for the rights of anyone without a role; it cannot be given, renamed or deleted.
    built_in            TEXT    UNIQUE,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          TEXT    NOT NULL,
    updated_by          BLOB    REFERENCES users (id) ON DELETE SET NULL
) STRICT;

CREATE TABLE permissions (
    id                  BLOB    NOT NULL PRIMARY KEY,
    role_id             BLOB    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    collection          TEXT    NOT NULL,
    action              TEXT    NOT NULL CHECK (action IN ('create', 'read', 'update', 'delete')),
    rule                TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(rule)),
    fields              TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(fields)),
    defaults            TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(defaults))
) STRICT;
CREATE INDEX permissions_by_role ON permissions (role_id, collection, action);
CREATE TRIGGER roles_insert_rights AFTER INSERT ON roles BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER roles_update_rights AFTER UPDATE ON roles BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER roles_delete_rights AFTER DELETE ON roles BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER permissions_insert_rights AFTER INSERT ON permissions BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER permissions_update_rights AFTER UPDATE ON permissions BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER permissions_delete_rights AFTER DELETE ON permissions BEGIN UPDATE settings SET rights_version = rights_version + 1; END;

-- Fields that were added to users. What somebody has in them stands in users.custom, by their names.
CREATE TABLE fields (
    id                  BLOB    NOT NULL PRIMARY KEY,
    -- The bit of the field among those that a permission opens.
    slot                INTEGER NOT NULL UNIQUE CHECK (slot BETWEEN 0 AND 63),
    -- As rules, imports and programs spell it; it never changes.
    name                TEXT    NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 40),
    takes               TEXT    NOT NULL CHECK (takes IN ('text', 'long_text', 'number', 'boolean', 'date', 'select', 'multi_select', 'url')),
    label               TEXT    NOT NULL CHECK (length(label) <= 60),
    -- Folded: no two fields are called the same.
    label_key           TEXT    NOT NULL UNIQUE,
    help                TEXT    NOT NULL DEFAULT '',
    required            INTEGER NOT NULL DEFAULT 0,
    -- What new users have, as it is typed.
    initial             TEXT    NOT NULL DEFAULT '',
    choices             TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
    -- Kept, with its values, and shown nowhere.
    retired             INTEGER NOT NULL DEFAULT 0,
    -- Where it stands among the others.
    position            INTEGER NOT NULL,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          TEXT    NOT NULL,
    updated_by          BLOB    REFERENCES users (id) ON DELETE SET NULL
) STRICT;
-- Permissions and rules name fields: what is remembered of the one goes with the other.
CREATE TRIGGER fields_insert_rights AFTER INSERT ON fields BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER fields_update_rights AFTER UPDATE ON fields BEGIN UPDATE settings SET rights_version = rights_version + 1; END;
CREATE TRIGGER fields_delete_rights AFTER DELETE ON fields BEGIN UPDATE settings SET rights_version = rights_version + 1; END;

CREATE TABLE users (
    seq                 INTEGER PRIMARY KEY,
    id                  BLOB    NOT NULL UNIQUE,
    kind                TEXT    NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service')),
    -- The person who answers for a service account.
    owner_id            BLOB    REFERENCES users (id) ON DELETE SET NULL,

    status              TEXT    NOT NULL CHECK (status IN ('draft', 'invited', 'active', 'suspended', 'archived')),
    -- What an archived user was before, and goes back to on restore.
    status_before       TEXT    CHECK (status_before IN ('draft', 'invited', 'active', 'suspended')),
    status_since        TEXT    NOT NULL,
    -- Cleared by the deletion itself: where an update sets a reference from users to users, SQLite writes every index of users anew.
    status_by           BLOB,
    status_reason       TEXT    NOT NULL DEFAULT '',
    -- From this moment on the user counts as suspended, whether or not a sweep has written it.
    expires_at          TEXT,
    -- The end that a mail has warned of: another one is told of again.
    end_warned_for      TEXT,

    email               TEXT    NOT NULL,
    -- What makes an address the same one: NFC, lower-case, domain in punycode. Archived users keep theirs.
    email_key           TEXT    NOT NULL UNIQUE,
    email_verified_at   TEXT,

    first_name          TEXT    NOT NULL DEFAULT '',
    last_name           TEXT    NOT NULL DEFAULT '',
    title               TEXT    NOT NULL DEFAULT '',
    company             TEXT    NOT NULL DEFAULT '',
    location            TEXT    NOT NULL DEFAULT '',
    phone               TEXT    NOT NULL DEFAULT '',
    description         TEXT    NOT NULL DEFAULT '',
    tags                TEXT    NOT NULL DEFAULT '[]',
    -- What they have in added fields, as an object by the names of the fields; what is empty is not in it.
    custom              TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(custom)),
    -- The hash of the picture, which its address ends in; '' is none.
    avatar              TEXT    NOT NULL DEFAULT '',
    -- The name as lists sort it, and everything search looks at; both folded (case and accents gone).
    name_key            TEXT    NOT NULL,
    search_text         TEXT    NOT NULL,
    -- Parts of search_text by themselves, folded too: for readers who may read some of them only.
    title_key           TEXT    NOT NULL DEFAULT '',
    company_key         TEXT    NOT NULL DEFAULT '',
    location_key        TEXT    NOT NULL DEFAULT '',
    tags_key            TEXT    NOT NULL DEFAULT '',

    -- '' means: as the project says.
    language            TEXT    NOT NULL DEFAULT '',
    timezone            TEXT    NOT NULL DEFAULT '',
    theme               TEXT    NOT NULL DEFAULT 'auto' CHECK (theme IN ('auto', 'light', 'dark')),
    density             TEXT    NOT NULL DEFAULT 'comfortable' CHECK (density IN ('comfortable', 'compact')),
    -- Of one letter they get in the way of speech input and of slips of the hand: anyone can switch them off (WCAG 2.2, 2.1.4).
    shortcuts           INTEGER NOT NULL DEFAULT 1,
    -- How they arranged the directory: its columns, table or cards, rows per page. Nobody else reads it.
    arrangement         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(arrangement)),
    email_notifications INTEGER NOT NULL DEFAULT 1,

    role_id             BLOB    REFERENCES roles (id) ON DELETE SET NULL,

    password_hash       TEXT,
    password_changed_at TEXT,
    must_change_password INTEGER NOT NULL DEFAULT 0,
    -- Who made the temporary password: it opens no more than they have. No reference: it dies with whoever has gone.
    temporary_by        BLOB,
    totp_secret         BLOB,
    totp_last_step      INTEGER,
    totp_enabled_at     TEXT,
    provider            TEXT    NOT NULL DEFAULT 'password',
    external_id         TEXT,

    -- 1970-01-01 means never: a value that is always there keeps sorting and paging by index.
    last_seen_at        TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    last_page           TEXT    NOT NULL DEFAULT '',

    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          TEXT    NOT NULL,
    -- As status_by.
    updated_by          BLOB
) STRICT;
-- One index per order of the directory, alone and behind the two filters people use all day. Ties end at the id.
CREATE INDEX users_by_name ON users (name_key, id);
CREATE INDEX users_by_email ON users (email_key, id);
CREATE INDEX users_by_last_seen ON users (last_seen_at, id);
CREATE INDEX users_by_created ON users (created_at, id);
CREATE INDEX users_by_title ON users (title_key, id) WHERE title_key > '';
CREATE INDEX users_by_company ON users (company_key, id) WHERE company_key > '';
CREATE INDEX users_by_location ON users (location_key, id) WHERE location_key > '';
CREATE INDEX users_by_end ON users (expires_at, id) WHERE expires_at IS NOT NULL;
-- Asked by every sweep, which must not walk past all whose access has ended.
CREATE INDEX users_ending ON users (expires_at, id) WHERE status = 'active' AND expires_at IS NOT NULL;
CREATE INDEX users_to_warn ON users (expires_at, id) WHERE status = 'active' AND expires_at IS NOT NULL AND end_warned_for IS NULL;
CREATE INDEX users_by_status ON users (status, name_key, id);
CREATE INDEX users_by_role ON users (role_id, name_key, id);
CREATE INDEX users_by_status_last_seen ON users (status, last_seen_at, id);
CREATE INDEX users_by_role_last_seen ON users (role_id, last_seen_at, id);
CREATE INDEX users_by_owner ON users (owner_id) WHERE owner_id IS NOT NULL;
-- Asked when somebody is deleted: whom they have created or changed forgets them.
CREATE INDEX users_by_status_by ON users (status_by) WHERE status_by IS NOT NULL;
CREATE INDEX users_by_created_by ON users (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX users_by_updated_by ON users (updated_by) WHERE updated_by IS NOT NULL;
CREATE UNIQUE INDEX users_by_external_id ON users (provider, external_id) WHERE external_id IS NOT NULL;

-- What lists sort and find users by in added fields and tags: a folded text for each value, by the slot of its field (64 is tags).
CREATE TABLE user_keys (
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    slot                INTEGER NOT NULL,
    sort_key            TEXT    NOT NULL,
    PRIMARY KEY (user_id, slot, sort_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_keys_by_key ON user_keys (slot, sort_key, user_id);

-- Infix search: pieces of three letters over search_text. The text itself stays in users.
CREATE VIRTUAL TABLE users_search USING fts5 (
    search_text, content = 'users', content_rowid = 'seq', tokenize = 'trigram', columnsize = 0
);
-- What a search finds is counted by status and role without a look at the users themselves. As an expression: by the place alone, SQLite
-- would rather look at them.
CREATE INDEX users_found ON users (seq + 0, status, role_id);
CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO users_search (rowid, search_text) VALUES (NEW.seq, NEW.search_text);
END;
CREATE TRIGGER users_search_update AFTER UPDATE OF search_text ON users WHEN OLD.search_text <> NEW.search_text BEGIN
    INSERT INTO users_search (users_search, rowid, search_text) VALUES ('delete', OLD.seq, OLD.search_text);
    INSERT INTO users_search (rowid, search_text) VALUES (NEW.seq, NEW.search_text);
END;
CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
    INSERT INTO users_search (users_search, rowid, search_text) VALUES ('delete', OLD.seq, OLD.search_text);
END;

-- How many users have a role and a status: kept by triggers, so that a page never counts a million rows.
-- No role is the nil id.
CREATE TABLE user_counts (
    role_id             BLOB    NOT NULL,
    status              TEXT    NOT NULL,
    n                   INTEGER NOT NULL,
    PRIMARY KEY (role_id, status)
) STRICT;
CREATE TRIGGER user_counts_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_counts VALUES (coalesce(NEW.role_id, zeroblob(16)), NEW.status, 1)
        ON CONFLICT (role_id, status) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER user_counts_update AFTER UPDATE OF role_id, status ON users
    WHEN OLD.role_id IS NOT NEW.role_id OR OLD.status <> NEW.status BEGIN
    UPDATE user_counts SET n = n - 1 WHERE role_id = coalesce(OLD.role_id, zeroblob(16)) AND status = OLD.status;
    INSERT INTO user_counts VALUES (coalesce(NEW.role_id, zeroblob(16)), NEW.status, 1)
        ON CONFLICT (role_id, status) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER user_counts_delete AFTER DELETE ON users BEGIN
    UPDATE user_counts SET n = n - 1 WHERE role_id = coalesce(OLD.role_id, zeroblob(16)) AND status = OLD.status;
END;

-- Called teams in the schema because GROUPS is a key word of SQL; everywhere else they are groups.
CREATE TABLE teams (
    id                  BLOB    NOT NULL PRIMARY KEY,
    name                TEXT    NOT NULL CHECK (length(name) <= 60),
    name_key            TEXT    NOT NULL UNIQUE,
    description         TEXT    NOT NULL DEFAULT '',
    owner_id            BLOB    REFERENCES users (id) ON DELETE SET NULL,
    -- Members who are not archived, as the directory lists them: kept by the triggers below.
    members             INTEGER NOT NULL DEFAULT 0,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    updated_at          TEXT    NOT NULL,
    updated_by          BLOB    REFERENCES users (id) ON DELETE SET NULL
) STRICT;
CREATE INDEX teams_by_owner ON teams (owner_id) WHERE owner_id IS NOT NULL;
CREATE TABLE team_roles (
    team_id             BLOB    NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    role_id             BLOB    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    PRIMARY KEY (team_id, role_id)
) STRICT;
CREATE INDEX team_roles_by_role ON team_roles (role_id);
CREATE TABLE team_members (
    team_id             BLOB    NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    added_at            TEXT    NOT NULL,
    PRIMARY KEY (team_id, user_id)
) STRICT;
CREATE INDEX team_members_by_user ON team_members (user_id);
CREATE TRIGGER team_members_insert AFTER INSERT ON team_members BEGIN
    UPDATE teams SET members = members + 1
        WHERE id = NEW.team_id AND EXISTS (SELECT 1 FROM users WHERE id = NEW.user_id AND status <> 'archived');
END;
CREATE TRIGGER team_members_delete AFTER DELETE ON team_members BEGIN
    UPDATE teams SET members = members - 1
        WHERE id = OLD.team_id AND EXISTS (SELECT 1 FROM users WHERE id = OLD.user_id AND status <> 'archived');
END;
CREATE TRIGGER team_members_archive AFTER UPDATE OF status ON users
    WHEN (OLD.status = 'archived') <> (NEW.status = 'archived') BEGIN
    UPDATE teams SET members = members + CASE NEW.status WHEN 'archived' THEN -1 ELSE 1 END
        WHERE id IN (SELECT team_id FROM team_members WHERE user_id = NEW.id);
END;
-- Members leave before their row goes: the number asks for their status.
CREATE TRIGGER team_members_leave BEFORE DELETE ON users BEGIN
    DELETE FROM team_members WHERE user_id = OLD.id;
END;

CREATE TABLE grants (
    id                  BLOB    NOT NULL PRIMARY KEY,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role_id             BLOB    NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
    -- Asked at use, never left to a sweep.
    expires_at          TEXT,
    reason              TEXT    NOT NULL DEFAULT '',
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    UNIQUE (user_id, role_id)
) STRICT;
CREATE INDEX grants_by_role ON grants (role_id);
CREATE INDEX grants_by_creator ON grants (created_by) WHERE created_by IS NOT NULL;

-- An offer to one address. Its link lives in links; the state follows from the moments below.
CREATE TABLE invitations (
    id                  BLOB    NOT NULL PRIMARY KEY,
    -- At most one per user: sending again renews this row, and the trail keeps the history.
    user_id             BLOB    NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    invited_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    -- The name as it was, so that a link can say who invited even after that person has gone.
    invited_by_name     TEXT    NOT NULL,
    message             TEXT    NOT NULL DEFAULT '',
    language            TEXT    NOT NULL,
    sent_at             TEXT    NOT NULL,
    expires_at          TEXT    NOT NULL,
    accepted_at         TEXT,
    cancelled_at        TEXT,
    -- The invitee asked for a new link; shown to the inviter, and asked at most once an hour.
    asked_at            TEXT,
    -- The secret of its link, sealed with the server's key: for the reminder, and for whoever copies the link. Emptied when it dies.
    secret              BLOB,
    -- When somebody first looked at the page behind the link. Mail scanners look too: a hint, never a proof.
    opened_at           TEXT,
    -- When the one reminder was written.
    reminded_at         TEXT,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL
) STRICT;
CREATE INDEX invitations_by_inviter ON invitations (invited_by);
CREATE INDEX invitations_by_sent ON invitations (sent_at, id);
-- Those that a reminder may still be due for.
CREATE INDEX invitations_by_end ON invitations (expires_at) WHERE accepted_at IS NULL AND cancelled_at IS NULL AND reminded_at IS NULL;

-- One-time links sent by mail or printed for an administrator: only the SHA-256 of the secret is kept,
-- bound to one user and one purpose. Ended ones stay so that a dead link can say why it is dead.
CREATE TABLE links (
    id                  BLOB    NOT NULL PRIMARY KEY,
    purpose             TEXT    NOT NULL CHECK (purpose IN ('invitation', 'reset', 'email')),
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    secret_hash         BLOB    NOT NULL UNIQUE,
    created_at          TEXT    NOT NULL,
    expires_at          TEXT    NOT NULL,
    ended_at            TEXT,
    ended_as            TEXT    CHECK (ended_as IN ('used', 'replaced', 'cancelled')),
    -- Of a new address that has to be proven: which one, as typed, and who asked for it.
    email               TEXT,
    asked_by            BLOB    REFERENCES users (id) ON DELETE SET NULL,
    CHECK ((purpose = 'email') = (email IS NOT NULL))
) STRICT;
CREATE INDEX links_by_user ON links (user_id, purpose);
CREATE INDEX links_by_asker ON links (asked_by) WHERE asked_by IS NOT NULL;
-- A new link ends the old one: the index holds us to it.
CREATE UNIQUE INDEX links_one_open ON links (user_id, purpose) WHERE ended_at IS NULL;

-- One signed-in browser. Only the SHA-256 of the cookie's key is kept.
CREATE TABLE sessions (
    id                  BLOB    NOT NULL PRIMARY KEY,
    key_hash            BLOB    NOT NULL UNIQUE,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- What the browser carries from one page to the next (a notice), as JSON.
    data                TEXT    NOT NULL DEFAULT '{}',
    -- 'code' while a password was right and the second step is still due: it opens nothing but that step.
    stage               TEXT    NOT NULL DEFAULT 'open' CHECK (stage IN ('open', 'code')),
    -- How the second step was taken, '' where there was none.
    second_step         TEXT    NOT NULL DEFAULT '' CHECK (second_step IN ('', 'app', 'recovery')),
    -- When whoever sits there last proved who they are by signing in, and by kind of act since: {"access": moment}.
    proved_at           TEXT    NOT NULL,
    proofs              TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(proofs)),
    created_at          TEXT    NOT NULL,
    last_seen_at        TEXT    NOT NULL,
    ends_at             TEXT    NOT NULL,
    address             TEXT    NOT NULL DEFAULT '',
    agent               TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_end ON sessions (ends_at);

-- Lists of users that somebody saved: filters, order and arrangement as an address spells them.
CREATE TABLE views (
    id                  BLOB    NOT NULL PRIMARY KEY,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name                TEXT    NOT NULL CHECK (length(name) <= 60),
    name_key            TEXT    NOT NULL,
    query               TEXT    NOT NULL,
    -- Who else has it: nobody, everyone, or whoever holds the role. A role that goes leaves nobody.
    shared_with         TEXT    NOT NULL DEFAULT '' CHECK (shared_with IN ('', 'all', 'role')),
    role_id             BLOB    REFERENCES roles (id) ON DELETE SET NULL,
    version             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    UNIQUE (user_id, name_key)
) STRICT;
CREATE INDEX views_shared ON views (name_key) WHERE shared_with <> '';
CREATE INDEX views_by_role ON views (role_id) WHERE role_id IS NOT NULL;

-- What other applications have registered as belonging to a user: handed over, or released, when the user goes.
CREATE TABLE items (
    id                  BLOB    NOT NULL PRIMARY KEY,
    user_id             BLOB    REFERENCES users (id) ON DELETE SET NULL,
    kind                TEXT    NOT NULL,
    -- What the application calls it.
    external_id         TEXT    NOT NULL,
    label               TEXT    NOT NULL,
    url                 TEXT    NOT NULL DEFAULT '',
    created_at          TEXT    NOT NULL,
    updated_at          TEXT    NOT NULL,
    UNIQUE (kind, external_id)
) STRICT;
CREATE INDEX items_by_user ON items (user_id);

-- A static credential for the API; only its SHA-256 is kept.
CREATE TABLE tokens (
    id                  BLOB    NOT NULL PRIMARY KEY,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name                TEXT    NOT NULL,
    -- What people tell it by: "rcl_" and the first letters of the secret.
    prefix              TEXT    NOT NULL,
    secret_hash         BLOB    NOT NULL UNIQUE,
    -- What it may do of what its user may: {"v":1,"may":"everything"}, "read" or ["users.read"]. Any other shape opens nothing.
    scope               TEXT    NOT NULL CHECK (json_valid(scope)),
    enabled             INTEGER NOT NULL DEFAULT 1,
    created_at          TEXT    NOT NULL,
    created_by          BLOB    REFERENCES users (id) ON DELETE SET NULL,
    expires_at          TEXT,
    last_used_at        TEXT,
    last_used_from      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);
CREATE INDEX tokens_by_creator ON tokens (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE recovery_codes (
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code_hash           BLOB    NOT NULL,
    used_at             TEXT,
    PRIMARY KEY (user_id, code_hash)
) STRICT;

-- Pictures, in a table of their own: whoever reads users reads none. Here rather than in files, so that a copy of the database is
-- whole, and every node has them.
CREATE TABLE avatars (
    user_id             BLOB    NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    hash                TEXT    NOT NULL,
    image               BLOB    NOT NULL,
    created_at          TEXT    NOT NULL
) STRICT;

-- Browsers that have signed in as a user before: others who guess at the password do not lock them out, and a new one is told of
-- by mail. Only the SHA-256 of the cookie's key is kept; one browser may serve several users.
CREATE TABLE devices (
    id                  BLOB    NOT NULL PRIMARY KEY,
    key_hash            BLOB    NOT NULL,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at          TEXT NOT NULL,
    last_seen_at        TEXT NOT NULL,
    UNIQUE (key_hash, user_id)
) STRICT;
CREATE INDEX devices_by_user ON devices (user_id);

-- Every try to sign in, for "can they sign in?".
CREATE TABLE attempts (
    id                  BLOB    NOT NULL PRIMARY KEY,
    email_key           TEXT    NOT NULL,
    at                  TEXT    NOT NULL,
    outcome             TEXT    NOT NULL,
    address             TEXT    NOT NULL,
    agent               TEXT    NOT NULL
) STRICT;
CREATE INDEX attempts_by_email ON attempts (email_key, at);
CREATE INDEX attempts_by_time ON attempts (at);

-- Counters that slow guessing down, shared by all nodes and kept over restarts.
CREATE TABLE throttles (
    bucket              TEXT    NOT NULL PRIMARY KEY,
    n                   INTEGER NOT NULL,
    -- Start of the window, or moment of the last failure.
    since               TEXT    NOT NULL,
    blocked_until       TEXT    NOT NULL
) STRICT;
CREATE INDEX throttles_by_end ON throttles (blocked_until);

-- Mail waiting, sent and failed. A row is written in the transaction that caused the mail.
CREATE TABLE outbox (
    id                  BLOB    NOT NULL PRIMARY KEY,
    kind                TEXT    NOT NULL,
    to_address          TEXT    NOT NULL,
    to_name             TEXT    NOT NULL DEFAULT '',
    reply_to            TEXT    NOT NULL DEFAULT '',
    language            TEXT    NOT NULL,
    timezone            TEXT    NOT NULL,
    -- What the template shows, as JSON without any secret.
    data                TEXT    NOT NULL,
    -- The secret of a one-time link, sealed with the server's key; emptied as soon as the mail has left.
    secret              BLOB,
    user_id             BLOB    REFERENCES users (id) ON DELETE CASCADE,
    state               TEXT    NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'void')),
    attempts            INTEGER NOT NULL DEFAULT 0,
    next_at             TEXT    NOT NULL,
    -- A worker that holds a lease is sending it; a lease that has run out is anyone's.
    leased_until        TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    answer              TEXT    NOT NULL DEFAULT '',
    created_at          TEXT    NOT NULL,
    sent_at             TEXT
) STRICT;
-- In the order that they leave in: however many wait, the next few are found at once.
CREATE INDEX outbox_by_next ON outbox (state, next_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_by_user ON outbox (user_id, kind, created_at);
-- How many invitations were mailed in a day.
CREATE INDEX outbox_of_invitations ON outbox (created_at) WHERE kind = 'invitation';
-- Asked when somebody is deleted: mails to others that tell of them, or that answers to went to them from.
CREATE INDEX outbox_by_subject ON outbox ((data ->> 'user')) WHERE data ->> 'user' IS NOT NULL;
CREATE INDEX outbox_of_digests ON outbox (created_at) WHERE kind = 'digest';
CREATE INDEX outbox_by_reply ON outbox (reply_to) WHERE reply_to <> '';

-- One row: how delivery as a whole fares, for all nodes.
CREATE TABLE mail_state (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    -- Tries in a row that brought no mail away.
    failures            INTEGER NOT NULL DEFAULT 0,
    -- Sign-ins in a row that the mail server refused; nothing is tried before the pause ends, or an administrator ends it.
    refusals            INTEGER NOT NULL DEFAULT 0,
    paused_until        TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    -- The server's words at the last of them.
    answer              TEXT    NOT NULL DEFAULT '',
    -- When the last pause ended: a mail that waited for it is given up no earlier than a day later.
    resumed_at          TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    -- Up to when failed invitations were told of.
    digest_at           TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00'
) STRICT;
INSERT INTO mail_state (id) VALUES (1);

-- A form that was already sent: the key it carried, so that a double click invites once.
CREATE TABLE form_keys (
    form_key            BLOB    NOT NULL PRIMARY KEY,
    at                  TEXT    NOT NULL
) STRICT;
CREATE INDEX form_keys_by_time ON form_keys (at);

-- Work on many records at once. Whoever holds the lease does it chunk by chunk; a lease that has run out is anyone's, so that a
-- server that dies leaves its job to another.
CREATE TABLE jobs (
    id                  BLOB    NOT NULL PRIMARY KEY,
    kind                TEXT    NOT NULL,
    state               TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'cancelled', 'failed')),
    -- What it does: a message of the catalogue with its arguments.
    title               TEXT    NOT NULL CHECK (json_valid(title)),
    asked_by            BLOB    REFERENCES users (id) ON DELETE SET NULL,
    asked_by_name       TEXT    NOT NULL,
    -- From where it was asked for: the trail says so with every change.
    address             TEXT    NOT NULL DEFAULT '',
    agent               TEXT    NOT NULL DEFAULT '',
    request_id          TEXT    NOT NULL DEFAULT '',
    -- What its kind needs to know, without any secret.
    payload             TEXT    NOT NULL CHECK (json_valid(payload)),
    total               INTEGER NOT NULL DEFAULT 0,
    -- Items are taken in the order of their numbers: also the last that was taken.
    done                INTEGER NOT NULL DEFAULT 0,
    changed             INTEGER NOT NULL DEFAULT 0,
    skipped             INTEGER NOT NULL DEFAULT 0,
    failed              INTEGER NOT NULL DEFAULT 0,
    -- Times that the next chunk was begun: one that never ends is given up.
    tries               INTEGER NOT NULL DEFAULT 0,
    can_undo            INTEGER NOT NULL DEFAULT 0,
    -- The job that took it back. No reference: each is forgotten in its own time.
    undone_by           BLOB,
    leased_by           BLOB,
    lease_until         TEXT    NOT NULL DEFAULT '1970-01-01T00:00:00+00:00',
    created_at          TEXT    NOT NULL,
    ended_at            TEXT,
    cancel_asked_at     TEXT
) STRICT;
CREATE INDEX jobs_by_lease ON jobs (lease_until) WHERE state IN ('waiting', 'running');
CREATE INDEX jobs_by_asker ON jobs (asked_by, id);

-- The records of a job, in the order they are taken, and what became of each. A user who is deleted for good is in none.
CREATE TABLE job_items (
    job_id              BLOB    NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    n                   INTEGER NOT NULL,
    subject_id          BLOB    REFERENCES users (id) ON DELETE CASCADE,
    -- What whoever asked called it.
    name                TEXT    NOT NULL DEFAULT '',
    -- What is to become of it, where that is not the same for all.
    wanted              TEXT    CHECK (json_valid(wanted)),
    outcome             TEXT    NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'done', 'skipped', 'failed')),
    -- Why it was not done: a message of the catalogue.
    reason              TEXT    CHECK (json_valid(reason)),
    -- What it was and became, for the way back.
    changed             TEXT    CHECK (json_valid(changed)),
    PRIMARY KEY (job_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_items_by_subject ON job_items (subject_id);
-- Those that somebody looks at.
CREATE INDEX job_items_not_done ON job_items (job_id, n) WHERE outcome IN ('skipped', 'failed');

-- A table of users that somebody is taking in. Nobody else sees it; its rows are forgotten after a day, and what its columns were
-- taken for is remembered for the next one.
CREATE TABLE imports (
    id                  BLOB    NOT NULL PRIMARY KEY,
    user_id             BLOB    NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- The headers of its columns, in their order.
    headers             TEXT    NOT NULL CHECK (json_valid(headers)),
    -- No rows: the file has not come in whole.
    total               INTEGER NOT NULL DEFAULT 0,
    -- What each column is, and what becomes of whom: none before somebody has said so.
    plan                TEXT    CHECK (json_valid(plan)),
    -- The jobs that look at every row, and take them in. No references: each is forgotten in its own time.
    checked_by          BLOB   ,
    applied_by          BLOB   ,
    created_at          TEXT    NOT NULL
) STRICT;
CREATE INDEX imports_by_user ON imports (user_id, created_at);
CREATE INDEX imports_by_time ON imports (created_at);

-- Its rows, each with what would become of it.
CREATE TABLE import_rows (
    import_id           BLOB    NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    n                   INTEGER NOT NULL,
    -- Where it begins in the file.
    line                INTEGER NOT NULL,
    cells               TEXT    NOT NULL CHECK (json_valid(cells)),
    -- By what its user is looked for: a second row of it is wrong.
    key                 TEXT    NOT NULL DEFAULT '',
    -- "" is not known yet.
    fate                TEXT    NOT NULL DEFAULT '' CHECK (fate IN ('', 'create', 'update', 'same', 'skip', 'wrong')),
    -- Messages of the catalogue: what changes, or what is wrong.
    said                TEXT    CHECK (json_valid(said)),
    name                TEXT    NOT NULL DEFAULT '',
    -- Whom it is about, where they were there before.
    user_id             BLOB    REFERENCES users (id) ON DELETE SET NULL,
    PRIMARY KEY (import_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_rows_by_key ON import_rows (import_id, key, n);
CREATE INDEX import_rows_by_fate ON import_rows (import_id, fate, n);
CREATE INDEX import_rows_by_user ON import_rows (user_id);

-- Every change, once, in the transaction that made it. Names are kept as they were: no foreign keys.
CREATE TABLE audit_events (
    seq                 INTEGER PRIMARY KEY,
    id                  BLOB    NOT NULL UNIQUE,
    at                  TEXT    NOT NULL,
    actor_kind          TEXT    NOT NULL CHECK (actor_kind IN ('user', 'token', 'system', 'cli', 'visitor')),
    actor_id            BLOB,
    actor_name          TEXT    NOT NULL,
    action              TEXT    NOT NULL,
    subject_kind        TEXT    NOT NULL,
    subject_id          BLOB,
    subject_name        TEXT    NOT NULL,
    -- {"field": {"from": …, "to": …}}, never a secret.
    changes             TEXT    NOT NULL DEFAULT '{}',
    reason              TEXT    NOT NULL DEFAULT '',
    address             TEXT    NOT NULL DEFAULT '',
    agent               TEXT    NOT NULL DEFAULT '',
    request_id          TEXT    NOT NULL DEFAULT '',
    -- SHA-256 over the event and the hash before it: a changed or missing event breaks the chain.
    hash                BLOB    NOT NULL
) STRICT;
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, seq);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, seq);
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN
    SELECT raise(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN
    SELECT raise(ABORT, 'the audit trail is append-only');
END;

-- One row: the last event's number, signed with the server's key over the number and the event's hash, so that a trail whose
-- end was cut off shows too.
CREATE TABLE audit_head (
    id                  INTEGER PRIMARY KEY CHECK (id = 1),
    seq                 INTEGER NOT NULL,
    signature           BLOB    NOT NULL
) STRICT;
