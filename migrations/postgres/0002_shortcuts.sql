-- Shortcuts of one letter get in the way of speech input and of slips of the hand, so anyone can switch them off
-- (WCAG 2.2, 2.1.4).

ALTER TABLE users ADD COLUMN shortcuts boolean NOT NULL DEFAULT true;
